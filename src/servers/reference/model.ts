import type { Timestamp } from "../../protocol/outcome.ts";
import type { ProjectedMap } from "./projected-map.ts";

/** One stored metadata entry. */
export interface Entry {
  readonly key: string;
  readonly value: Buffer;
  readonly sequence: bigint;
  readonly created: Timestamp;
  readonly changed: Timestamp;
  /** Id of the organisation that owns it. */
  readonly owner: string;
}

/** What a user may manage: everything, an organisation, its users, or nothing but to look at them. */
export type Role = "IAM_OWNER" | "ORG_OWNER" | "ORG_USER_MANAGER" | "ORG_OWNER_VIEWER";

/** One service user. A change makes a new record of the same entries. */
export interface User {
  readonly id: string;
  readonly organisation: string;
  readonly userName: string;
  readonly name: string;
  readonly description: string;
  /** What the user may manage; undefined when nothing. */
  readonly role: Role | undefined;
  readonly active: boolean;
  /** Client secret; undefined when there is none. */
  readonly secret: string | undefined;
  /** Of the last change of this record. Tokens, keys and metadata count on without it. */
  readonly sequence: bigint;
  readonly created: Timestamp;
  readonly changed: Timestamp;
  readonly entries: ProjectedMap<string, Entry>;
}

/** One access token. */
export interface Token {
  /** As it was when the token was made; only id and entries stay true. */
  readonly user: User;
  /** Milliseconds since the Unix epoch. */
  readonly expires: number;
  /** Id of a personal access token, by which it can be removed. */
  readonly id?: string;
  /** Id of the key that vouched for it, and takes it along when it goes. */
  readonly key?: string;
  /** False when its scope did not ask for the API's audience: the API takes it for a bad one. */
  readonly forApi?: boolean;
}

/** The public half of a service user's key. */
export interface MachineKey {
  readonly id: string;
  readonly userId: string;
  /** PEM. */
  readonly publicKey: string;
  /** Milliseconds since the Unix epoch. */
  readonly expires: number;
}

/** That something happened to a user: the how manieth event it was, and when. */
export interface Happened {
  readonly sequence: bigint;
  readonly at: Timestamp;
}
