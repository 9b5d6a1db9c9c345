import { randomBytes } from "node:crypto";
import type { Fields } from "../answer.ts";

/**
 * Header fields of the vendor's OAuth answers, which come from a separate handler; one sets a cookie that identifies
 * the browser.
 */
export function oauthFields(): Fields {
  const cookie = `zitadel.useragent=${randomBytes(48).toString("base64url")}`;
  return [
    ["cache-control", "no-store"],
    ["expires", new Date(Date.now() - 3_600_000).toUTCString()],
    ["pragma", "no-cache"],
    ["set-cookie", `${cookie}; Path=/; Domain=localhost; Max-Age=31536000; HttpOnly; SameSite=Lax`],
    ["vary", "Cookie"],
  ];
}
