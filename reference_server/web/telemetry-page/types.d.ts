// What the telemetry endpoints answer (the HTTP contract), for the checker only: browsers never load this file.

export type Unit = "count" | "ratio" | "seconds" | "bytes";

export interface Figure {
  id: string;
  label: string;
  value: number | null;
  unit: Unit;
}

export interface Line {
  id: string;
  label: string;
  unit: Unit;
  chart: string;
  values: (number | null)[];
}

export interface Column {
  id: string;
  label: string;
  unit: Unit;
}

export interface Row {
  id: string;
  label: string;
  values: (number | null)[];
}

export interface Section {
  id: string;
  figures: Figure[];
  lines: Line[];
  columns: Column[];
  rows: Row[];
}

export interface Period {
  range: string;
  since: string;
  until: string;
  every_seconds: number;
  times: string[];
}

export interface Alert {
  id: string;
  title: string;
  area: string;
  severity: "page" | "ticket";
  state: "ok" | "firing" | "no_data";
  value: number | null;
  limit: number;
  unit: Unit;
  window_seconds: number;
}

export interface Telemetry {
  period: Period;
  ranges: string[];
  generated_at: string;
  last_event_at: string | null;
  lost_events: number;
  crashes: number;
  sections: Section[];
  metrics?: Record<string, number | null>;
  alerts?: Alert[];
}

export interface Detail {
  period: Period;
  section: string;
  row: string;
  label: string;
  columns: Column[];
  values: (number | null)[][];
}
