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

/** What a user may manage: everything, an organisation, or its users; a viewer may only read. */
export type Role = "IAM_OWNER" | "ORG_OWNER" | "ORG_USER_MANAGER" | "ORG_OWNER_VIEWER";

/** One service user. A change creates a new record with the same entries. */
export interface User {
  readonly id: string;
  readonly organisation: string;
  readonly userName: string;
  readonly name: string;
  readonly description: string;
  /** What the user may manage, if anything. */
  readonly role: Role | undefined;
  readonly active: boolean;
  /** Client secret; undefined when there is none. */
  readonly secret: string | undefined;
  /** Event number of this record's last change. Tokens, keys and metadata continue the count without changing it. */
  readonly sequence: bigint;
  readonly created: Timestamp;
  readonly changed: Timestamp;
  readonly entries: ProjectedMap<string, Entry>;
}

/** One access token. */
export interface Token {
  /** The record at the time of issue; only id and entries stay current. */
  readonly user: User;
  /** Milliseconds since the Unix epoch. */
  readonly expires: number;
  /** Id of a personal access token, needed to remove it. */
  readonly id?: string;
  /** Id of the key that it was issued for; removing the key removes the token. */
  readonly key?: string;
  /** False when its scope lacks the API's audience: the API then refuses it. */
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

/** An event of a user: its number and time. */
export interface Happened {
  readonly sequence: bigint;
  readonly at: Timestamp;
}
