import type { Kind } from "./kinds.ts";

/** What makes use of a setting: every target, one kind of target, or a live one that is used in a certain way. */
export type Use =
  | "every target"
  | "reference"
  | "recording"
  | "live"
  | "live, except with ZITADEL_TOKEN"
  | "live, with an administrator";

/** The commands that use a setting, of those that open a target. */
type Commands = "all" | "all but cleanup" | "conformance";

/** One row of the table of settings. */
export interface Setting {
  readonly group: GroupName;
  readonly kind: Kind<unknown>;
  /** The value that stands for none. */
  readonly default?: string;
  /** What happens without a value, where no other value says so. */
  readonly unset?: string;
  /** A sentence or more. */
  readonly meaning: string;
  readonly use: Use;
  readonly commands: Commands;
  /** Read by many programs: it may be set for them, so it is checked only when it is used, and never noted as unused. */
  readonly shared?: true;
  /** Read before the files of settings, so it has no place in them. */
  readonly outsideFiles?: true;
}

/** Settings that belong together, under a heading of their own. */
export interface Group {
  readonly title: string;
  readonly text?: string;
}

/** The groups, in the order of the documents. */
export const GROUPS = {
  target: { title: "The target" },
  instance: { title: "A live instance" },
  administrator: {
    title: "A live instance, with an administrator",
    text: "The run makes users with everything that the cases need, and removes them again. The administrator needs the role ORG_USER_MANAGER in its own organisation, where the users are made; ORG_OWNER works too, and may do more than a run needs. Set one kind of credentials, and nothing of the next group.",
  },
  user: {
    title: "A live instance, as a user who exists",
    text: "The run only reads this user's metadata. Set one kind of credentials, and nothing of the group before.",
  },
  tokens: { title: "A live instance: tokens and projections" },
  network: { title: "A live instance: the network" },
  embedded: { title: "Embedded targets" },
  run: { title: "Every run" },
} as const satisfies Record<string, Group>;

export type GroupName = keyof typeof GROUPS;
