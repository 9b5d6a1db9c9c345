import type { TokenName } from "../contract/case.ts";
import { createRedactor } from "../report/redact.ts";
import { PIECE_LENGTH } from "../report/secret-forms.ts";
import type { Concealer } from "../servers/recording/write.ts";
import { escapeRegExp } from "../util/escape-regexp.ts";
import { withoutCookie } from "./cookie.ts";
import { changeBase64, changeMeaning } from "./inside-text.ts";
import { hostConcealer } from "./stand-in.ts";
import { changeAsLatin1 } from "../util/latin1.ts";

/** A user's token, and what replaces it in a recording. */
export interface TokenStandIn {
  readonly name: TokenName;
  readonly token: string;
  readonly standIn: string;
}

/** A concealer that changes no length, so that a server can replay what it left. */
export interface SameLengthConcealer extends Concealer {
  /** Hides a secret that came up since. */
  readonly hide: (secret: string) => void;
}

/** gRPC-Web's text form is base64 of trailers, of which some are base64 of a text, which may hold anything. */
const LAYERS = 3;

/**
 * A concealer that replaces tokens by their stand-ins, however they are written, also a part by the same part: a replay
 * then gives away its own token wherever the release gave away the user's. It hides other secrets as reports do, and
 * replaces the hosts of origins.
 */
export function sameLengthConcealer(
  tokens: readonly TokenStandIn[],
  secrets: readonly string[],
  origins: readonly string[],
): SameLengthConcealer {
  const redactor = createRedactor([...tokens.map(({ token }) => token), ...secrets], (hidden) =>
    "*".repeat(hidden.length),
  );
  const hosts = origins.map(hostConcealer);
  const ownTokens = new RegExp(`(${["(?!)", ...tokens.map(({ standIn }) => escapeRegExp(standIn))].join("|")})`);
  const redacted = (text: string): string => {
    // Nearly every text has none.
    if (redactor.text(text) === text) return text;
    // The redactor treats anything after `access_token=` as a secret, even a stand-in.
    const parts = exchangeTokens(text, tokens).split(ownTokens);
    return parts.map((part, at) => (at % 2 === 1 ? part : redactor.text(part))).join("");
  };
  const concealed = (text: string, layers: number): string =>
    changeMeaning(text, (plain) => {
      const shown = layers === 0 ? plain : changeBase64(plain, (held) => concealed(held, layers - 1));
      return hosts.reduce((told, conceal) => conceal(told), redacted(shown));
    });
  return {
    text: (text) => concealed(text, LAYERS),
    bytes: (bytes) => changeAsLatin1(bytes, (text) => concealed(text, LAYERS)),
    field: (name, value) => withoutCookie(name, concealed(value, LAYERS), ownTokens),
    hide: (secret) => {
      redactor.learn(secret);
    },
  };
}

/** Replaces whole tokens and their longer pieces by the same part of their stand-ins. */
function exchangeTokens(text: string, tokens: readonly TokenStandIn[]): string {
  let shown = text;
  for (const { token, standIn } of tokens) {
    shown = shown.replaceAll(token, () => standIn);
    for (let from = 0; from + PIECE_LENGTH <= token.length; from++) shown = exchangePiece(shown, token, standIn, from);
  }
  return shown;
}

/** Replaces every text that the token has from a place on, as far as it goes. */
function exchangePiece(text: string, token: string, standIn: string, from: number): string {
  const piece = token.slice(from, from + PIECE_LENGTH);
  let shown = text;
  for (let at = shown.indexOf(piece); at >= 0; at = shown.indexOf(piece, at)) {
    let to = from + PIECE_LENGTH;
    while (to < token.length && shown[at + to - from] === token[to]) to++;
    shown = shown.slice(0, at) + standIn.slice(from, to) + shown.slice(at + to - from);
  }
  return shown;
}
