/** IndexedDB with promises: as much of it as the pages need. */

/**
 * @template Result
 * @param {IDBRequest<Result>} request
 * @returns {Promise<Result>}
 */
export function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Waits until all of a transaction is kept.
 *
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>} fails when none of it is
 */
export function done(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/**
 * @param {string} name
 * @param {number} version
 * @param {(db: IDBDatabase) => void} make makes the stores that this version has and the one before had not
 * @returns {Promise<IDBDatabase>}
 */
export function opened(name, version, make) {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => make(request.result);
  return result(request);
}
