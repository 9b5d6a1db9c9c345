import type { Fields } from "../answer.ts";

/** Error codes of the token endpoint (RFC 6749 §5.2; `server_error` is the vendor's, from §4.1.2.1). */
export type OAuthErrorCode =
  "invalid_request" | "invalid_client" | "invalid_grant" | "unsupported_grant_type" | "server_error";

/** The token endpoint refuses a request. The message is the error_description. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode;
  /** HTTP status. */
  readonly status: number;
  readonly headers: Fields;

  constructor(code: OAuthErrorCode, description: string, status = 400, headers: Fields = []) {
    super(description);
    this.name = "OAuthError";
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}
