import { BlockedError, ThrottledError } from "../errors.ts";
import type { Access, TokenSettings } from "../target/access.ts";
import { SYSTEM_CLOCK, type Clock } from "../runner/http/clock.ts";
import { TransportError, type Connection } from "../transports/transport.ts";
import { whyFailed } from "../transports/failure-message.ts";
import { TokenRefused } from "./fetch.ts";
import type { GrantAccess, Token } from "./oauth.ts";

/** Returns an access token that is valid now. */
export interface TokenSource {
  /** Rejects with a BlockedError when it cannot get one. */
  current(): Promise<string>;
}

/** What a token source needs. */
export interface TokenSourceOptions {
  readonly settings: TokenSettings;
  /** A connection to the issuer. */
  readonly connection: Connection;
  /** Milliseconds until the issuer must know a new client secret or key. */
  readonly policy: number;
  /** Names of the settings that the access came from, for messages. */
  readonly setting: string;
  /** Called with every token, so that reports can hide it. */
  readonly onToken?: (token: string) => void;
  readonly clock?: Clock;
}

/** A token is renewed once less than this share of its lifetime is left. */
const MARGIN = 0.1;
const PAUSE = 250;

/** A token source: a token from the settings never changes, other tokens are renewed before they expire. */
export function createTokenSource(access: Access, options: TokenSourceOptions): TokenSource {
  if (access.kind === "token") return { current: () => Promise.resolve(access.token) };
  return new GrantedTokens(access, options);
}

class GrantedTokens implements TokenSource {
  readonly #access: GrantAccess;
  readonly #options: TokenSourceOptions;
  readonly #clock: Clock;
  #token: Promise<string> | undefined;
  #renewAt = Infinity;

  constructor(access: GrantAccess, options: TokenSourceOptions) {
    this.#access = access;
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
  }

  current(): Promise<string> {
    // All callers that arrive during a request wait for the same token.
    if (this.#token === undefined || this.#clock.now() >= this.#renewAt) this.#token = this.#renew();
    return this.#token;
  }

  async #renew(): Promise<string> {
    this.#renewAt = Infinity;
    try {
      const from = this.#clock.now();
      const { value, lifetime } = await this.#grant(from);
      if (lifetime !== undefined) this.#renewAt = from + lifetime * 1000 * (1 - MARGIN);
      this.#options.onToken?.(value);
      return value;
    } catch (error) {
      this.#token = undefined;
      throw error;
    }
  }

  /** The issuer may not know a brand-new secret or key yet: retries until the limit passes. */
  async #grant(from: number): Promise<Token> {
    const { settings, connection, policy } = this.#options;
    // Loaded when needed: every worker imports this file, and a token from the settings needs no OAuth client.
    const { grant } = await import("./oauth.ts");
    for (;;) {
      try {
        return await grant(this.#access, settings, connection);
      } catch (thrown) {
        const error = ownError(thrown);
        const waited = this.#clock.now() - from;
        if (!isNotKnownYet(error) || waited >= policy) throw this.#blocked(error, waited);
        await this.#clock.wait(PAUSE);
      }
    }
  }

  #blocked(error: unknown, waited: number): Error {
    const { settings, setting } = this.#options;
    if (error instanceof BlockedError) return error;
    if (error instanceof ThrottledError) return new BlockedError(error.message);
    if (error instanceof TransportError) return new BlockedError(whyFailed(error, settings.issuer, "rest"));
    const issuer = settings.issuer;
    if (!(error instanceof TokenRefused)) {
      return new BlockedError(
        `${issuer} has no OpenID configuration that can be used (${codeOf(error)}): set ZITADEL_ISSUER to the issuer that the instance's /.well-known/openid-configuration names.`,
      );
    }
    const answer = `HTTP ${String(error.status)} ${error.error}`.trimEnd();
    if (isNotKnownYet(error)) {
      return new BlockedError(
        `The token endpoint of ${issuer} did not know ${setting} after ${String(waited)} ms (${answer}): if you created it just now, raise PROJECTION_TIMEOUT_MS; otherwise create a new one.`,
      );
    }
    return new BlockedError(
      `The token endpoint of ${issuer} does not accept ${setting} (${answer}): set what belongs to this instance and has not expired.`,
    );
  }
}

/** The library wraps what our fetch throws. */
function ownError(error: unknown): unknown {
  const isOwn = [TokenRefused, TransportError, ThrottledError, BlockedError].some((kind) => error instanceof kind);
  return !isOwn && error instanceof Error && error.cause instanceof Error ? ownError(error.cause) : error;
}

/** What a real server answers until its projections have a new secret or key. */
function isNotKnownYet(error: unknown): boolean {
  if (!(error instanceof TokenRefused)) return false;
  return error.status >= 500 || error.description.endsWith(".NotExisting");
}

/** The library's error code, which never contains a credential. */
function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unexpected answer";
}
