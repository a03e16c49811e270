// What the server's answers look like (the HTTP contract), for the checker only: browsers never load this file.

export interface Person {
  id: string;
  name: string;
  email: string;
  time_zone: string | null;
  balance: { focus_minutes: number; reward_points: number };
}

/** A person whose time zone is known, as every page has one. */
export interface PlacedPerson extends Person {
  time_zone: string;
}

export interface Step {
  id: string;
  title: string;
  ticked: boolean;
}

export interface Quest {
  id: string;
  title: string;
  notes: string;
  start_date: string;
  due_date: string | null;
  status: "active" | "completed" | "archived";
  steps: Step[];
  progress: { ticked: number; total: number };
  reward_points: number;
  rewarded_at: string | null;
}

export interface Habit {
  id: string;
  title: string;
  start_date: string;
  archived: boolean;
  checked_in: boolean;
  streak: { current: number; longest: number };
}

export interface FocusSession {
  id: string;
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

export interface Today {
  date: string;
  name: string;
  time_zone: string | null;
  habits: Habit[];
  quests: Quest[];
  focus: FocusSession[];
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
  status: number;
  detail: string;
  errors?: { field: string; message: string }[];
  running?: { id: string; title: string };
}

/** One item of a list, on the screen: its element, and how to bring it up to date. */
export interface Card<Item> {
  readonly root: HTMLElement;
  update(item: Item): void;
}
