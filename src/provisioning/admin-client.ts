import { KeeperError, type Keeper, type Leaver } from "../runner/admin-client.ts";
import type { Clock } from "../runner/http/clock.ts";
import type { TargetConnection } from "../runner/http/target-connection.ts";
import { BlockedError } from "../target/blocked-error.ts";
import { explained, type Management } from "./management.ts";
import { askOnce, until } from "./shows.ts";
import { UserMaker } from "./users.ts";

/** What a keeper needs. */
export interface KeeperOptions {
  readonly baseUrl: string;
  readonly connection: TargetConnection;
  readonly management: Management;
  readonly subjectId: string;
  readonly names: string;
  readonly journal: string | null;
  /** Milliseconds that a change may take to show. */
  readonly patience: number;
  readonly clock: Clock;
}

/** A keeper over the vendor's management API. */
export function createKeeper(options: KeeperOptions): Keeper {
  const { management, subjectId } = options;
  const change = <Result>(work: () => Promise<Result>): Promise<Result> => kept(options.baseUrl, work);
  return {
    write: (key, value) =>
      change(() => management.setMetadata(subjectId, [{ key, value: Buffer.from(value).toString("base64") }])),
    delete: (key) => change(() => management.deleteMetadata(subjectId, key)),
    createLeaver: (key, value) => change(() => createLeaver(options, key, value)),
  };
}

let leavers = 0;

async function createLeaver(options: KeeperOptions, key: string, value: Uint8Array): Promise<Leaver> {
  const { management, names, journal, baseUrl, connection, patience, clock } = options;
  const maker = new UserMaker(management, names, journal);
  // Several processes of one run make leavers.
  leavers += 1;
  const id = await maker.create(`leaver-${String(process.pid)}-${String(leavers)}`);
  const first = await maker.createToken(id);
  const second = await maker.createToken(id);
  await maker.store(id, [{ key, value: Buffer.from(value) }]);
  for (const { token } of [first, second]) {
    const isServed = async (): Promise<boolean> => (await askOnce(connection, baseUrl, key, token)).kind === "success";
    if ((await until(isServed, patience, clock)) === undefined) {
      throw new BlockedError(
        `A user who was made for this case was not served within ${String(patience)} ms: raise PROJECTION_TIMEOUT_MS, or look at the instance's projections.`,
      );
    }
  }
  const change = <Result>(work: () => Promise<Result>): Promise<Result> => kept(baseUrl, work);
  return {
    tokens: { first: first.token, second: second.token },
    removeToken: () => change(() => management.removeToken(id, first.id)),
    deactivate: () => change(() => management.deactivate(id)),
  };
}

async function kept<Result>(baseUrl: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await explained(baseUrl, work);
  } catch (error) {
    if (error instanceof BlockedError) throw new KeeperError(error.message);
    throw error;
  }
}
