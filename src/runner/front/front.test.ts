import assert from "node:assert/strict";
import { test } from "node:test";
import { CASES } from "../../cases/index.ts";
import type { HeaderList, WireRequest, WireResponse } from "../../protocol/exchange.ts";
import { buildRequest } from "../../transports/index.ts";
import { exchange } from "../../../tests/support/report-samples.ts";
import { frontName, hasVendorMarks, vendorMarks } from "./names.ts";
import { whyRefusable } from "./refusable.ts";
import { refuseRewritten } from "./rewritten.ts";
import { AnsweredByIntermediary, intermediaryOf, Refusals, refuseIntermediary } from "./who-answered.ts";

const BASE = "http://zitadel.example";
const { request, response } = exchange({});

test("a documented request is never one that an intermediary may refuse", () => {
  for (const transport of ["rest", "grpc", "grpc-web"] as const) {
    const documented = buildRequest(transport, {
      basePath: "/idp",
      key: "a/b ü",
      authorization: "Bearer x",
      request: {},
    });
    assert.equal(whyRefusable(documented), undefined, transport);
    for (const deadline of ["30S", "30000000u", "1000m"]) {
      const headers = [...documented.headers, ["grpc-timeout", deadline]] as const;
      assert.equal(whyRefusable({ ...documented, headers }), undefined, deadline);
    }
  }
});

test("odd methods, paths, lengths, encodings, deadlines and bodies may be refused, each with its reason", () => {
  const rpc = buildRequest("grpc", { basePath: "", key: "key1", request: {} });
  const field = (name: string, value: string): WireRequest => ({ ...rpc, headers: [...rpc.headers, [name, value]] });
  const odd: readonly (readonly [WireRequest, RegExp])[] = [
    [{ ...request, method: "DELETE" }, /the method DELETE/],
    [{ ...request, path: "/a/%00" }, /a path that/],
    [{ ...request, path: "/a/%zz" }, /a path that/],
    [{ ...request, path: "/a/%ff" }, /a path that/],
    [{ ...request, path: `/${"a".repeat(3000)}` }, /a long path/],
    [{ ...request, headers: [["x", "a".repeat(3000)]] }, /a long field/],
    [field("grpc-encoding", "snail"), /the encoding snail/],
    [field("grpc-timeout", "1n"), /a deadline/],
    [{ ...rpc, headers: [] }, /without te/],
    [{ ...rpc, body: rpc.body.subarray(0, 7) }, /one whole message/],
    [{ ...rpc, body: new Uint8Array() }, /one whole message/],
  ];
  for (const [each, reason] of odd) assert.match(whyRefusable(each) ?? "", reason);
});

test("most cases send what no intermediary may refuse", () => {
  const singles = CASES.filter(({ transports }) => transports.includes("rest"));
  const refusable = singles.filter(
    ({ request: { rest } }) => !["GET", "HEAD", "OPTIONS", undefined].includes(rest?.method),
  );
  assert.equal(refusable.length * 4 < singles.length, true);
});

test("who stands in front is told by server, by fields of its own, or by via", () => {
  const named = (headers: HeaderList): string | undefined => frontName({ ...response, headers });
  assert.equal(named([["Server", "nginx/1.22.1"]]), "nginx");
  assert.equal(named([["cf-ray", "1"]]), "Cloudflare");
  assert.equal(named([["X-Kong-Proxy-Latency", "1"]]), "Kong");
  assert.equal(named([["x-amzn-errortype", "ForbiddenException"]]), "Amazon API Gateway");
  assert.equal(named([["via", "1.1 edge"]]), "a proxy");
  assert.equal(named([["server", "zitadel"]]), undefined);
});

test("the vendor's marks are the fields that all its answers share, without those that anybody adds", () => {
  const one: WireResponse = {
    ...response,
    headers: [
      ["Date", "x"],
      ["x-robots-tag", "none"],
      ["vary", "Origin"],
      ["pragma", "a"],
    ],
  };
  const other: WireResponse = {
    ...response,
    headers: [
      ["server", "nginx"],
      ["X-Robots-Tag", "none"],
      ["Vary", "Origin"],
    ],
  };
  assert.deepEqual(vendorMarks([one, other]), ["vary", "x-robots-tag"]);
  assert.equal(hasVendorMarks(one, ["vary", "x-robots-tag"]), true);
  assert.equal(hasVendorMarks({ ...response, headers: [] }, ["vary", "x-robots-tag"]), false);
  assert.equal(hasVendorMarks(one, []), false);
});

const FRONT = { name: "nginx", marks: ["x-robots-tag"] };
const JSON_TYPE = ["content-type", "application/json"] as const;
const HTML = ["content-type", "text/html"] as const;
const PLAIN = ["content-type", "text/plain; charset=utf-8"] as const;

/** Who answered, by status, fields and content. */
const ANSWERS: readonly (readonly [status: number, headers: HeaderList, body: string, who: string | undefined])[] = [
  [404, [JSON_TYPE], '{"code":5,"message":"no","details":[]}', undefined],
  [503, [JSON_TYPE], '{"code":14,"message":"no","details":[]}', undefined],
  [503, [JSON_TYPE], '{"message":"no"}', "Nginx"],
  [403, [JSON_TYPE], '{"code":403,"message":"no"}', "Nginx"],
  [502, [HTML], "<html></html>", "Nginx"],
  [403, [HTML], "<html></html>", "Nginx"],
  [500, [HTML, ["x-robots-tag", "none"]], "<html></html>", undefined],
  [200, [HTML], "<html></html>", "Nginx"],
  [400, [PLAIN], "400 Bad Request", undefined],
  [404, [PLAIN], "404 page not found\n", undefined],
  [403, [PLAIN], "blocked by policy #7 <ray 1>", "Nginx"],
  [403, [PLAIN], "Too many requests", "Nginx"],
  [403, [JSON_TYPE], '{"code":1015,"message":"no"}', "Nginx"],
  [403, [JSON_TYPE], '{"code":7,"message":"no","details":[]}', undefined],
  [301, [["location", "/elsewhere"]], "", undefined],
  [301, [["location", "https://login.example/"]], "", "Nginx"],
];

for (const [status, headers, body, who] of ANSWERS) {
  test(`HTTP ${String(status)} with ${JSON.stringify(body.slice(0, 20))} was answered by ${who ?? "the vendor"}`, () => {
    const answered = {
      ...exchange({}),
      response: { ...response, status, headers, body: new Uint8Array(Buffer.from(body)) },
    };
    assert.equal(intermediaryOf(answered, BASE, FRONT), who);
  });
}

test("a refusal without any of the vendor's marks is somebody else's, whoever that is, and a server error is not", () => {
  const answered = (status: number, headers: HeaderList, body: string): ReturnType<typeof exchange> => ({
    ...exchange({}),
    response: { ...response, status, headers, body: new Uint8Array(Buffer.from(body)) },
  });
  const unnamed = { marks: ["vary", "x-robots-tag"] };
  const forbidden = '{"message":"Forbidden"}';
  assert.equal(intermediaryOf(answered(403, [JSON_TYPE], forbidden), BASE, unnamed), "Something");
  assert.equal(intermediaryOf(answered(400, [], ""), BASE, unnamed), "Something");
  assert.equal(intermediaryOf(answered(403, [JSON_TYPE], forbidden), BASE, { marks: [] }), undefined);
  assert.equal(intermediaryOf(answered(403, [JSON_TYPE, ["vary", "Origin"]], forbidden), BASE, unnamed), undefined);
  assert.equal(intermediaryOf(answered(403, [JSON_TYPE], '{"code":7,"message":"no"}'), BASE, unnamed), undefined);
  assert.equal(intermediaryOf(answered(400, [PLAIN], "400 Bad Request"), BASE, unnamed), undefined);
  assert.equal(intermediaryOf(answered(500, [JSON_TYPE], "{}"), BASE, unnamed), undefined);
});

test("a preflight without any of the vendor's marks is answered by somebody else, and the vendor's has some", () => {
  const preflight = (headers: HeaderList): ReturnType<typeof exchange> => ({
    ...exchange({}),
    request: { ...request, method: "OPTIONS", headers: [["access-control-request-method", "GET"]] },
    response: { ...response, status: 204, headers, body: new Uint8Array() },
  });
  const marks = ["vary", "x-robots-tag"];
  const allowing = ["access-control-allow-origin", "*"] as const;
  assert.equal(intermediaryOf(preflight([allowing]), BASE, { marks }), "Something");
  assert.equal(intermediaryOf(preflight([allowing, ["vary", "Origin"]]), BASE, { marks }), undefined);
  assert.equal(intermediaryOf(preflight([allowing]), BASE, { marks: [] }), undefined);
});

test("an intermediary may answer a preflight, but one that refuses it, is away or has a page stands in the way", () => {
  const preflight = (status: number, headers: HeaderList): ReturnType<typeof exchange> => ({
    ...exchange({}),
    request: { ...request, method: "OPTIONS", headers: [["access-control-request-method", "GET"]] },
    response: { ...response, status, headers, body: new Uint8Array(Buffer.from("<html></html>")) },
  });
  const mayRefuse = (answered: ReturnType<typeof exchange>): unknown => {
    try {
      refuseIntermediary(answered, BASE, FRONT);
      return undefined;
    } catch (error) {
      return error instanceof AnsweredByIntermediary ? error.mayRefuse : error;
    }
  };
  assert.equal(mayRefuse(preflight(204, [])), true);
  assert.equal(mayRefuse(preflight(200, [HTML])), false);
  assert.equal(mayRefuse(preflight(403, [HTML])), false);
  assert.equal(mayRefuse(preflight(503, [HTML])), false);
});

test("a 503 that stays names the rate as well as the instance, as nginx limits rates with it, and a 502 does not", () => {
  const unavailable = (status: number): ReturnType<typeof exchange> => ({
    ...exchange({}),
    response: { ...response, status, headers: [HTML], body: new Uint8Array(Buffer.from("<html></html>")) },
  });
  assert.throws(() => {
    refuseIntermediary(unavailable(503), BASE, FRONT);
  }, /up, or set a lower MAX_REQUESTS_PER_SECOND where it limits the rate, and run again/);
  assert.throws(() => {
    refuseIntermediary(unavailable(502), BASE, FRONT);
  }, /is up and run again/);
});

test("Go's words are an intermediary's own where it puts its name on all that it passes on, and not on them", () => {
  const goes = (headers: HeaderList): ReturnType<typeof exchange> => ({
    ...exchange({}),
    response: { ...response, status: 400, headers, body: new Uint8Array(Buffer.from("400 Bad Request")) },
  });
  const caddy = { name: "Caddy", marks: [], signs: true };
  assert.equal(intermediaryOf(goes([PLAIN]), BASE, caddy), "Caddy");
  assert.equal(intermediaryOf(goes([PLAIN, ["server", "Caddy"]]), BASE, caddy), undefined);
  assert.equal(intermediaryOf(goes([PLAIN]), BASE, { ...caddy, signs: false }), undefined);
});

test("an RPC cut off without a status is an intermediary's only where one is known to stand in front", () => {
  const cut = exchange({ transport: "grpc" });
  const answered = {
    ...cut,
    response: { ...cut.response, headers: [], trailers: [], body: new Uint8Array(), incomplete: true },
  };
  assert.equal(intermediaryOf(answered, BASE, FRONT), "Nginx");
  assert.equal(intermediaryOf(answered, BASE, { marks: [] }), undefined);
});

test("a success for HEAD without any of the vendor's marks is somebody else's, and says nothing of the vendor", () => {
  const answered = (status: number, ...headers: HeaderList): ReturnType<typeof exchange> => ({
    ...exchange({ method: "HEAD" }),
    response: { ...response, status, headers, body: new Uint8Array() },
  });
  const unnamed = { marks: ["vary", "x-robots-tag"] };
  assert.throws(
    () => {
      refuseIntermediary(answered(200), BASE, unnamed);
    },
    (error) => error instanceof AnsweredByIntermediary && error.mayRefuse && error.message.includes("answered HEAD in"),
  );
  for (const vendors of [answered(200, JSON_TYPE), answered(200, ["vary", "Origin"]), answered(501)]) {
    assert.equal(intermediaryOf(vendors, BASE, unnamed), undefined);
  }
  assert.equal(intermediaryOf(answered(200), BASE, { marks: [] }), undefined);
});

test("a redirect to the decoded path is an intermediary's where it names itself and has none of the vendor's marks", () => {
  const redirected = (location: string, ...headers: HeaderList): ReturnType<typeof exchange> => ({
    ...exchange({ path: "/idp/a%2Fb%20c?x=1" }),
    response: { ...response, status: 307, headers: [["location", location], ...headers], body: new Uint8Array() },
  });
  const front = { name: "envoy", marks: ["vary"] };
  for (const location of ["/idp/a/b%20c?x=1", "https://zitadel.example/idp/a/b%20c"]) {
    assert.throws(() => {
      refuseRewritten(redirected(location), BASE, front);
    }, /^AnsweredByIntermediary: envoy in front of \S+ decodes %2F.*KEEP_UNCHANGED/);
  }
  refuseRewritten(redirected("/elsewhere"), BASE, front);
  refuseRewritten(redirected("/idp/a/b%20c", ["vary", "Origin"]), BASE, front);
  refuseRewritten(redirected("/idp/a/b%20c"), BASE, { marks: ["vary"] });
  refuseRewritten(exchange({ path: "/idp/a%2Fb" }), BASE, front);
});

test("what is to be let through is told with its query, but not what is in it", () => {
  const asked = exchange({ path: "/api/metadata/key1?access_token=secret", body: Buffer.from("<html>") });
  const refused = { ...asked, response: { ...asked.response, status: 403, headers: [HTML] } };
  assert.throws(() => {
    refuseIntermediary(refused, BASE, FRONT);
  }, /: let it pass on GET requests to \/api\/metadata\/key1 with a query, or set a lower MAX_/);
});

test("an RPC that is answered 403 without a status was not answered by the vendor, whoever did", () => {
  for (const transport of ["grpc", "grpc-web"] as const) {
    const asked = exchange({ transport, method: "POST" });
    const answered = (status: number, ...headers: HeaderList): typeof asked => ({
      ...asked,
      response: { ...asked.response, status, headers, trailers: [] },
    });
    assert.equal(intermediaryOf(answered(403, JSON_TYPE), BASE, undefined), "Something", transport);
    const type = ["content-type", `application/${transport}`] as const;
    assert.equal(intermediaryOf(answered(403, type, ["grpc-status", "7"]), BASE, undefined), undefined, transport);
    // The vendor's router answers so.
    assert.equal(intermediaryOf(answered(404, PLAIN), BASE, undefined), undefined, transport);
  }
});

test("refusals of one run have one reason from the first one on that is not about its request alone", () => {
  const refusals = new Refusals();
  const told = (path: string, status = 403, method = "GET"): string => {
    const asked = exchange({ path, method, body: Buffer.from("<html>") });
    try {
      refuseIntermediary({ ...asked, response: { ...asked.response, status, headers: [HTML] } }, BASE, FRONT, refusals);
    } catch (error) {
      assert.ok(error instanceof AnsweredByIntermediary, "is another error");
      return error.message;
    }
    return "";
  };
  assert.match(told("/metadata/a%2Fb"), /let it pass on GET requests to \/metadata\/a%2Fb, or set a lower MAX_/);
  const all = told("/metadata/key1");
  assert.match(all, /let it pass on all requests of the run, or set a lower MAX_REQUESTS_PER_SECOND/);
  assert.equal(told("/metadata/a%2Fb"), all);
  assert.match(told("/metadata/a%2Fb", 403, "DELETE"), /may refuse the method DELETE/);
  assert.match(told("/metadata/key1", 500), /let it pass on GET requests to \/metadata\/key1\.$/);
});
