import type { Circumstance } from "../circumstance.ts";
import type { Interference } from "../interposer.ts";
import { page, withHeader } from "../answers.ts";
import type { WireAnswer } from "../../../servers/http/wire.ts";
import { during } from "./restarts.ts";

const HTML_OF_AKAMAI = "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference #18.x</BODY></HTML>";
const HTML_OF_CLOUDFLARE = "<!DOCTYPE html><title>Access denied | Error 1015 | You are being rate limited</title>";

/** The answer to HEAD has no words that say so. */
const SAYS_SO = /answered HTTP 403.*set MAX_REQUESTS_PER_SECOND|or set a lower MAX_REQUESTS_PER_SECOND/;

const json = (body: string): WireAnswer => page(403, undefined, body, "application/json");
const stays = (answer: WireAnswer): (() => Interference) => during(() => answer, Infinity);

const blockedBy = (who: string): Circumstance["expects"] => ({
  blocked: new RegExp(`^${who} in front of .*or set a lower MAX_REQUESTS_PER_SECOND`),
});

/** Firewalls and proxies that limit the rate by 403, some without saying so. */
export const RATE_CIRCUMSTANCES: readonly Circumstance[] = [
  {
    id: "rate/403-for-a-moment",
    statement: "Cloudflare limits the rate by 403 and its page for a moment",
    modes: ["read-only", "provisioned"],
    between: during(() => page(403, "cloudflare", HTML_OF_CLOUDFLARE), 10),
    expects: { verdict: "pass", retried: true },
  },
  {
    id: "rate/403-asks-to-wait",
    statement: "a gateway without a name answers 403 and asks to wait for a second, for a moment",
    modes: ["read-only", "provisioned"],
    between: during(() => withHeader(json('{"error":"denied"}'), "retry-after", "1"), 10),
    expects: { verdict: "pass", retried: true },
  },
  {
    id: "rate/403-words",
    statement: "a gateway without a name answers 403 and too many requests from the middle of a run on",
    modes: ["read-only", "provisioned"],
    between: stays(page(403, undefined, "Too many requests", "text/plain")),
    expects: { blocked: SAYS_SO },
  },
  {
    id: "rate/403-number",
    statement: "a gateway without a name answers 403 with a number of its own as the code from the middle of a run on",
    modes: ["read-only", "provisioned"],
    between: stays(json('{"code":1015,"message":"denied"}')),
    expects: blockedBy("Something"),
  },
  {
    id: "rate/403-page",
    statement: "Akamai answers every request with 403 and its page from the middle of a run on",
    modes: ["read-only"],
    between: stays(page(403, "AkamaiGHost", HTML_OF_AKAMAI)),
    expects: blockedBy("AkamaiGHost"),
  },
  {
    id: "rate/403-json",
    statement: "a gateway without a name answers every request with 403 and JSON from the middle of a run on",
    modes: ["read-only", "provisioned"],
    between: stays(json('{"message":"Forbidden"}')),
    expects: blockedBy("Something"),
  },
  {
    id: "rate/403-gateway",
    statement: "Amazon's API gateway answers every request with 403 and JSON from the middle of a run on",
    modes: ["read-only", "provisioned"],
    between: stays(withHeader(json('{"message":"Forbidden"}'), "x-amzn-errortype", "ForbiddenException")),
    expects: blockedBy("Amazon API Gateway"),
  },
  {
    id: "rate/403-waf",
    statement: "AWS WAF answers every request with 403 and nothing from the middle of a run on",
    modes: ["read-only"],
    between: stays(withHeader(page(403, undefined, ""), "x-amzn-waf-action", "captcha")),
    expects: blockedBy("AWS WAF"),
  },
  {
    id: "rate/403-first",
    statement: "a firewall answers every request with 403 and JSON from the first one on",
    modes: ["read-only"],
    between: () => ({ before: () => json('{"code":403,"message":"Forbidden"}') }),
    expects: { blocked: /is not to be reached over rest: what stands in front of it refuses the request \(HTTP 403/ },
  },
  {
    id: "rate/vendor-403",
    statement: "the vendor's own 403 in JSON comes through a proxy",
    modes: ["provisioned"],
    between: () => ({
      before: ({ target }) =>
        target.endsWith("/metadata/no-such-key")
          ? page(403, "nginx", '{"code":7,"message":"denied","details":[]}', "application/json")
          : undefined,
    }),
    // It lacks the field that lets pages read it, too.
    expects: { fails: ["GMM-0201", "GMM-0418", "GMM-0904"], deviates: ["GMM-0821"] },
  },
];
