// What the server writes above the service worker, for the checker only.

/** The build that the worker is of. */
declare const BUILD: string;
/** The pages that the shell holds, by their paths. */
declare const PAGES: string[];
