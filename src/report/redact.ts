import { isWrittenOtherwise, plainly, writtenCharacters } from "../util/written.ts";
import { PIECE_LENGTH, secretForms, type SecretForms } from "./secret-forms.ts";
import { changeAsLatin1 } from "../util/latin1.ts";

/** What stands in place of a credential. */
const HIDDEN = "***";

/** What stands in place of a credential, from the text that it hides. */
type Mask = (hidden: string) => string;

/** Schemes that may be shown (IANA HTTP Authentication Schemes); anything else may be a token sent without one. */
const SCHEMES = ["bearer", "basic", "digest", "dpop", "negotiate", "gnap", "privatetoken"];

const CREDENTIAL_FIELDS = ["authorization", "proxy-authorization"];
const COOKIE_FIELDS = ["cookie", "set-cookie"];

/** Credentials by the names of OAuth's parameters, in a query, a form or JSON; the name of a setting is none. */
const NAMED =
  /\b(access_token|id_token|refresh_token|client_secret|client_assertion)(=|"\s*:\s*")(?!\$(?:ZITADEL|CONFORMANCE)_)[^&\s"'<>#]+/gi;

/** Takes credentials out of whatever is shown to people. */
export interface Redactor {
  /** Any text: a message, a path, a body. */
  text(text: string): string;
  /** The value of a header or trailer field. */
  field(name: string, value: string): string;
  /** Bytes, of the same meaning and, unless the mask is as long as what it hides, not always of the same length. */
  bytes(bytes: Uint8Array): Uint8Array;
  /** Learns a secret that has come up since. */
  learn(secret: string): void;
}

/**
 * A redactor that knows these secrets. A secret is found as it is and in base64, also in pieces of twelve characters and
 * more, percent-encoded or with JSON's escapes in any way: a truncated or tampered token is most of a token.
 */
export function createRedactor(secrets: readonly string[], mask: Mask = () => HIDDEN): Redactor {
  const learnt = new Set<string>();
  // The longest first: one may begin with another.
  const forms: SecretForms[] = [];
  // All secrets have pieces of one length, so that one walk through a text finds those of every secret.
  const pieces = new Pieces();
  const learn = (secret: string): void => {
    if (secret === "" || learnt.has(secret)) return;
    learnt.add(secret);
    const form = secretForms(secret);
    forms.push(form);
    forms.sort((left, right) => right.length - left.length);
    for (const piece of form.pieces) pieces.add(piece);
  };
  for (const secret of secrets) learn(secret);
  const text = (shown: string): string => {
    const hasPieces = pieces.mayBeIn(shown);
    const searched = hasPieces ? forms : forms.filter((form) => !form.hasPieces);
    const withoutWhole = hideWhole(shown, searched, mask);
    // A percent sign before a secret may take something of it: the second look finds what is left.
    const hidden = hasPieces ? hidePieces(hideWrittenPieces(withoutWhole, pieces, mask), pieces, mask) : withoutWhole;
    return hidden.replace(
      NAMED,
      (whole: string, name: string, sign: string) => `${name}${sign}${mask(whole.slice(name.length + sign.length))}`,
    );
  };
  return {
    text,
    field: (name, value) => {
      const known = name.toLowerCase();
      if (CREDENTIAL_FIELDS.includes(known)) return hideCredentials(value);
      return COOKIE_FIELDS.includes(known) ? HIDDEN : text(value);
    },
    bytes: (bytes) => changeAsLatin1(bytes, text),
    learn,
  };
}

/** Keeps the scheme, and that nothing follows it: both are what a case is about. */
function hideCredentials(value: string): string {
  const scheme = /^\S+/.exec(value)?.[0] ?? "";
  if (!SCHEMES.includes(scheme.toLowerCase())) return value === "" ? "" : HIDDEN;
  return value.trim() === scheme ? value : `${scheme} ${HIDDEN}`;
}

function hideWhole(text: string, forms: readonly SecretForms[], mask: Mask): string {
  let shown = text;
  const isEncoded = isWrittenOtherwise(text);
  for (const { plain, encoded } of forms) {
    if (isEncoded) shown = shown.replace(encoded(), (found) => mask(found));
    for (const each of plain) shown = shown.replaceAll(each, () => mask(each));
  }
  return shown;
}

/** The pieces of all secrets. */
class Pieces {
  readonly #pieces = new Set<string>();
  /** Whether some piece may begin with three characters, by their number: almost every place of a text is none of a secret. */
  readonly #beginnings = new Uint8Array(NUMBERS);

  add(piece: string): void {
    this.#pieces.add(piece);
    this.#beginnings[numberOf(piece, 0)] = 1;
  }

  /** False where no secret is whose every form has pieces: one walk tells what a search for each secret would. */
  mayBeIn(text: string): boolean {
    return this.#isIn(text) || (isWrittenOtherwise(text) && this.#isIn(plainly(text)));
  }

  #isIn(text: string): boolean {
    for (let at = 0; at + PIECE_LENGTH <= text.length; at++) if (this.isAt(text, at)) return true;
    return false;
  }

  isAt(text: string, at: number): boolean {
    return this.#beginnings[numberOf(text, at)] === 1 && this.#pieces.has(text.slice(at, at + PIECE_LENGTH));
  }
}

/** How many numbers three characters may have; some share one. */
const NUMBERS = 65_536;

function numberOf(text: string, at: number): number {
  return ((text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2)) % NUMBERS;
}

/** Replaces every run that is covered by pieces of a secret. */
function hidePieces(text: string, pieces: Pieces, mask: Mask): string {
  return hideRuns(text, pieces, (from, to) => text.slice(from, to), mask);
}

/** The same where some characters are percent-encoded or escaped. */
function hideWrittenPieces(text: string, pieces: Pieces, mask: Mask): string {
  if (!isWrittenOtherwise(text)) return text;
  const written = writtenCharacters(text);
  return hideRuns(plainly(text), pieces, (from, to) => written.slice(from, to).join(""), mask);
}

/** A text as it was written from one character of its plain form to another one, with a mask for each run of pieces. */
function hideRuns(plain: string, pieces: Pieces, writtenAs: (from: number, to?: number) => string, mask: Mask): string {
  const shown: string[] = [];
  let kept = 0;
  for (let at = 0; at + PIECE_LENGTH <= plain.length; at++) {
    const end = endOfRun(plain, at, pieces);
    if (end === at) continue;
    shown.push(writtenAs(kept, at), mask(writtenAs(at, end)));
    kept = end;
    at = end - 1;
  }
  return [...shown, writtenAs(kept)].join("");
}

/** Where the pieces end that begin at a place and overlap: at the place itself where none does. */
function endOfRun(text: string, at: number, pieces: Pieces): number {
  let end = at;
  for (let next = at; next <= end && next + PIECE_LENGTH <= text.length; next++) {
    if (pieces.isAt(text, next)) end = next + PIECE_LENGTH;
  }
  return end;
}
