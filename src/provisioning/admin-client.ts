import { BlockedError } from "../errors.ts";
import { AdminClientError, type AdminClient, type RevocableUser } from "../runner/admin-client.ts";
import { whyCached } from "../runner/front/cached.ts";
import type { Clock } from "../runner/http/clock.ts";
import type { TargetConnection } from "../runner/http/target-connection.ts";
import { explained, type Management } from "./management.ts";
import { getOnce, until } from "./shows.ts";
import { UserMaker } from "./users.ts";

/** What an admin client needs. */
export interface AdminClientOptions {
  readonly baseUrl: string;
  readonly connection: TargetConnection;
  readonly management: Management;
  readonly subjectId: string;
  readonly names: string;
  readonly journal: string | null;
  /** Milliseconds until a change must be visible. */
  readonly policy: number;
  readonly clock: Clock;
}

/** An admin client over the vendor's management API. */
export function createAdminClient(options: AdminClientOptions): AdminClient {
  const { management, subjectId } = options;
  const change = <Result>(work: () => Promise<Result>): Promise<Result> => kept(options.baseUrl, work);
  return {
    write: (key, value) =>
      change(() => management.setMetadata(subjectId, [{ key, value: Buffer.from(value).toString("base64") }])),
    delete: (key) => change(() => management.deleteMetadata(subjectId, key)),
    createRevocableUser: (key, value) => change(() => createRevocableUser(options, key, value)),
  };
}

let revocableUsers = 0;

async function createRevocableUser(
  options: AdminClientOptions,
  key: string,
  value: Uint8Array,
): Promise<RevocableUser> {
  const { management, names, journal, baseUrl, connection, policy, clock } = options;
  const maker = new UserMaker(management, names, journal);
  // Several processes of one run create revocable users, so the process id makes the name unique.
  revocableUsers += 1;
  const { id } = await maker.create(`revocable-${String(process.pid)}-${String(revocableUsers)}`);
  const first = await maker.createToken(id);
  const second = await maker.createToken(id);
  await maker.store(id, [{ key, value: Buffer.from(value) }]);
  for (const { token } of [first, second]) {
    let cached: string | undefined;
    const isServed = async (): Promise<boolean> => {
      const { exchange, outcome } = await getOnce(connection, baseUrl, key, token);
      cached = whyCached(exchange, { baseUrl });
      return outcome.kind === "success";
    };
    if ((await until(isServed, policy, clock)) === undefined) {
      throw new BlockedError(
        cached ??
          `The instance did not serve a user created for this case within ${String(policy)} ms: raise PROJECTION_TIMEOUT_MS, or check the instance's projections.`,
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
    if (error instanceof BlockedError) throw new AdminClientError(error.message);
    throw error;
  }
}
