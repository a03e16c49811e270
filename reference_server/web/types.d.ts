// What the server's answers look like (the HTTP contract), for the checker only: browsers never load this file.

export interface Person {
  id: string;
  name: string;
  email: string;
  time_zone: string | null;
  is_admin: boolean;
  balance: { focus_minutes: number; reward_points: number };
}

/** A person whose time zone is known, as every page has one. */
export interface PlacedPerson extends Person {
  time_zone: string;
}

/** What everything has that polls tell of; `pending` where the server has not heard of what was done to it here. */
interface Told {
  id: string;
  rev: number;
  seq: number;
  deleted: false;
  created_at: string;
  pending?: "waiting" | "parked" | undefined;
  /** Of a version that the server has not heard of, the place of the operation that makes it. */
  made_by?: number | undefined;
}

/** Something that was earned. */
export interface Credit {
  id: string;
  t: "credits";
  seq: number;
  deleted: false;
  kind: "focus_minutes" | "reward_points";
  source_id: string;
  amount: number;
  local_date: string;
}

export interface Step {
  id: string;
  title: string;
  ticked: boolean;
}

export interface Quest extends Told {
  t: "quests";
  title: string;
  notes: string;
  start_date: string;
  due_date: string | null;
  status: "active" | "completed" | "archived";
  steps: Step[];
  progress: { ticked: number; total: number };
  reward_points: number;
  rewarded_at: string | null;
  completed_on: string | null;
}

interface HabitFacts extends Told {
  t: "habits";
  title: string;
  start_date: string;
  archived: boolean;
}

/** A habit on no day in particular. */
export interface HabitRecord extends HabitFacts {
  dates: string[];
}

export interface Habit extends HabitFacts {
  checked_in: boolean;
  streak: { current: number; longest: number };
}

export interface FocusSession extends Told {
  t: "focus";
  title: string;
  planned_minutes: number;
  planned_date: string;
  state: "planned" | "running" | "paused" | "completed" | "abandoned";
  started_at: string | null;
  running_since: string | null;
  elapsed_seconds: number;
  ended_at: string | null;
  credited_minutes: number;
}

export interface Lesson {
  id: string;
  title: string;
  text: string;
  status: "locked" | "open" | "completed";
  completed_on: string | null;
  review: { box: number; due_on: string } | null;
}

export interface Track extends Told {
  t: "learning";
  title: string;
  archived: boolean;
  lessons: Lesson[];
  progress: { completed: number; total: number };
}

/** A lesson that is due for review; `id` is the lesson's. */
export interface DueReview {
  id: string;
  title: string;
  track_id: string;
  track_title: string;
  box: number;
  due_on: string;
}

export interface Today {
  date: string;
  name: string;
  time_zone: string | null;
  habits: Habit[];
  quests: Quest[];
  focus: FocusSession[];
  reviews: DueReview[];
  current_focus: FocusSession | null;
  totals: { focus_minutes: number; reward_points: number };
}

export interface Listing<Item> {
  items: Item[];
  next_cursor: string | null;
}

/** When a command happened, for the person who gave it. */
export interface Stamp {
  local_date: string;
  occurred_at: string;
}

/** The parts of a problem document (RFC 9457) that pages show. */
export interface ProblemDocument {
  type?: string;
  status: number;
  detail: string;
  errors?: { field: string; message: string }[];
  running?: { id: string; title: string };
  attempts_left?: number;
  retry_after?: number;
  epoch?: number;
  reason?: LockReason;
  current?: Item | Tombstone;
  target?: string;
  missing?: number;
  last_n?: number;
}

/** Where an idea, an infobase entry or a journal entry belongs; also the part of its path. */
export type ItemType = "ideas" | "infobase" | "journal";

/** What people write into an item. */
export interface Content {
  title: string;
  body: string;
}

/** A private item's content as the server keeps it (protocol, section 2). */
export interface Envelope {
  v: 1;
  pol: string;
  alg: string;
  kid: string;
  t: ItemType;
  id: string;
  rev: number;
  dek: Sealed;
  iv: string;
  ct: string;
}

/** One AES-GCM encryption: base64url without padding. */
export interface Sealed {
  iv: string;
  ct: string;
}

interface ItemFacts extends Told {
  t: ItemType;
  shared: boolean;
  size: number;
  updated_at: string;
}

export interface StandardItem extends ItemFacts, Content {
  mode: "standard";
  envelope: null;
  kid: null;
  pol: null;
}

export interface PrivateItem extends ItemFacts {
  mode: "private";
  title: null;
  body: null;
  envelope: Envelope;
  kid: string;
  pol: string;
}

export type Item = StandardItem | PrivateItem;

export interface Tombstone {
  id: string;
  t: Exclude<RowKind, "credits">;
  rev: number;
  seq: number;
  deleted: true;
}

/** What names the place that an envelope was made for. */
export interface Place {
  t: ItemType;
  id: string;
  rev: number;
}

export type LockReason = "manual" | "inactivity" | "remote" | "sign_out" | "policy" | "reconnected";
export type EnforceTier = "strict" | "interactive";

/** A key inside (`kid`) another one around it (`by`, `by_id`). */
export interface Wrap extends Sealed {
  kid: string;
  pol: string;
  by: "password" | "rk" | "uvk" | "recovery-code";
  by_id: string;
}

export interface KeyDerivation {
  algorithm: string;
  iterations: number;
  salt: string;
}

export interface VaultView {
  epoch: number;
  locked: boolean;
  reason: LockReason | null;
  enforce_tier: EnforceTier;
  auto_lock_minutes: number;
  kid: string;
  crypto_policy_version: string;
  kdf: KeyDerivation;
  wraps: Wrap[];
  recovery: { set_id: string; unused: number; created_at: string } | null;
  created_at: string;
  last_rotated_at: string | null;
  next_rotation_due: string;
  grant_expires_at: string | null;
}

export interface Policy {
  id: string;
  version: string;
  order: number;
  status: "current" | "allowed" | "deprecated" | "forbidden";
  algorithm: string;
  kdf: string;
  iterations: number;
  tag_bits: number;
  audience: string | null;
  deprecated: boolean;
  created_at: string;
  deprecated_at: string | null;
}

/** What a poll tells of the vault: as much as every page needs at all times. */
export interface VaultFacts {
  epoch: number;
  locked: boolean;
  reason: LockReason | null;
}

export interface Poll {
  vault: VaultFacts | null;
  policy: Policy;
  seq: number;
  changes: Change[];
  has_more: boolean;
}

/** What comes of one UVK. None of the keys can be taken out of the browser's keeping. */
export interface KeySet {
  kid: string;
  /** The UVK itself, to wrap other keys. */
  wrapping: CryptoKey;
  /** IWK: wraps item keys. */
  items: CryptoKey;
  /** IK: makes search tokens. */
  search: CryptoKey;
  /** What the keys of watchers are derived from. */
  watchers: CryptoKey;
}

/** Whose keys, of which name, under which policy: what every authenticated text of a wrap or an envelope begins with. */
export interface Owner {
  userId: string;
  kid: string;
  pol: string;
}

export interface RecoveryCode {
  code_id: string;
  iv: string;
  ct: string;
  verifier_hash: string;
}

/** One item of a list, on the screen: its element, and how to bring it up to date. */
export interface Card<Item> {
  readonly root: HTMLElement;
  update(item: Item): void;
}

export type Field = keyof Content;

/** A part of a query, folded. `words` are those that stand in the text as they are, one after the other. */
export interface Term {
  kind: "word" | "phrase" | "sign";
  text: string;
  words: string[];
  fields: readonly Field[];
  excluded: boolean;
}

/** An item in the search index: every token by which one of its fields can be found. */
export interface IndexEntry {
  id: string;
  t: ItemType;
  rev: number;
  seq: number;
  title: string[];
  body: string[];
}

/** What a recovery code was exchanged for: a ticket, and the way from the code to the vault's key. */
export interface Redeemed {
  ticket: string;
  wrap: Wrap;
  rk_wrap: Wrap;
}

/** Of which key the tokens of an index are. Each entry says by itself how new it is. */
export interface IndexState {
  kid: string;
}

/** What a person has written into the form of an item. `shared` is undefined where nothing can be shared. */
export interface ItemDraft extends Content {
  isPrivate: boolean;
  shared: boolean | undefined;
}

export type RowKind = ItemType | "quests" | "habits" | "focus" | "learning" | "credits";

/** What polls tell, and a device keeps. */
export type Change = Item | Quest | HabitRecord | FocusSession | Track | Credit | Tombstone;
export type Row = Change;

/**
 * A command that was given on this device (protocol, section 7). `order` is its place in the queue, `n` its number among
 * those that were sent, `before` the thing as the person saw it, `seq` the change that its outcome came with.
 */
export interface Operation {
  order: number;
  op_id: string;
  n: number | null;
  command: string;
  id: string;
  base_rev: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: each command has arguments of its own
  args: Record<string, any>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the command is about
  before: any;
  at: string;
  state: "waiting" | "sent" | "done" | "conflict" | "parked" | "unsure" | "recovered";
  tries: number;
  seq: number | null;
  problem: ProblemDocument | null;
  current?: Change | null;
}

export interface PushResult {
  op_id: string;
  n: number;
  status: "applied" | "duplicate" | "conflict" | "rejected";
  rev: number | null;
  seq: number | null;
  current: Change | null;
  problem: ProblemDocument | null;
}

/** A paired watcher. */
export interface Device {
  id: string;
  name: string;
  platform: string;
  version: string;
  kid: string;
  paired_at: string;
  seen_at: string | null;
  files: number;
}

/** A watcher that waits to be let in; `public_key` is what the vault's key for it is sealed for. */
export interface WaitingWatcher {
  user_code: string;
  device_id: string;
  name: string;
  platform: string;
  version: string;
  public_key: string;
  expires_at: string;
}

/** A backed-up file, as administrators see it: no name where its watcher shares none. */
export interface ListedFile {
  id: string;
  filename: string | null;
  owner: string;
  device: string;
  rev: number;
  ct_size: number;
  stored_at: string;
  deleted: boolean;
}
