/** The ways in which a secret may turn up. */
export interface SecretForms {
  /** Of the secret, in bytes. */
  readonly length: number;
  /** The whole secret: a character for each of its bytes and, where it is not ASCII, as a text has it. */
  readonly plain: readonly string[];
  /**
   * The whole secret, each of its bytes as it is, percent-encoded (RFC 3986 §2.1) or with JSON's escape (RFC 8259 §7), in
   * either case.
   */
  readonly encoded: () => RegExp;
  /** Every run of PIECE_LENGTH characters of the secret and of its base64. */
  readonly pieces: ReadonlySet<string>;
  /** True where the whole secret, decoded with what is around it, always has one of the pieces. */
  readonly hasPieces: boolean;
}

/** Length of a piece in characters: shorter ones would hide what is no secret. */
export const PIECE_LENGTH = 12;

/** How many of a secret's characters may be decoded with a `%` or a backslash before it, as all but the first of `\u00e1`. */
const LONGEST_MARK = 5;

/** Works out the forms of one secret. */
export function secretForms(secret: string): SecretForms {
  const bytes = Buffer.from(secret, "utf8");
  const pieces = new Set([secret, ...base64Forms(secret)].flatMap(piecesOf));
  const plain = bytes.toString("latin1");
  let encoded: RegExp | undefined;
  return {
    length: bytes.length,
    plain: plain === secret ? [plain] : [plain, secret],
    // Few texts hold a percent sign or an escape, and the expression is long.
    encoded: () => (encoded ??= new RegExp([...bytes].map(byteForms).join(""), "g")),
    pieces,
    // An escape of its own would be decoded, and beyond ASCII the pieces are other characters than the bytes.
    hasPieces: plain === secret && secret.length >= PIECE_LENGTH + LONGEST_MARK && !/[%\\]/.test(secret),
  };
}

function byteForms(byte: number): string {
  const hex = byte.toString(16).padStart(2, "0");
  const either = [...hex].map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit)).join("");
  // A text that was read as UTF-8 and one that was read as Latin-1 differ in what is not ASCII: tokens are ASCII.
  // The longer form is tried first: of `%25` nothing is left where a secret ends in a percent sign.
  return `(?:(?:%|\\\\u00)${either}|\\x${hex})`;
}

/** Base64 of the secret inside a longer text depends on where it begins: three ways, without what its neighbours decide. */
function base64Forms(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.from(" ".repeat(before) + secret, "latin1")
      .toString("base64")
      .replace(/=+$/, "");
    const own = encoded.slice(before === 0 ? 0 : before + 1, -1);
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

function piecesOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - PIECE_LENGTH + 1) }, (_, at) =>
    text.slice(at, at + PIECE_LENGTH),
  );
}
