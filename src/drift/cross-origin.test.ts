import assert from "node:assert/strict";
import { test } from "node:test";
import type { Transport } from "../contract/transport.ts";
import type { Answer, Place } from "./baseline.ts";
import { compare } from "./compare.ts";
import type { HeaderValue, Observation } from "./observation.ts";

const ORIGIN = "access-control-allow-origin";
const ALLOWED = "access-control-allow-headers";
const EXPOSED = "access-control-expose-headers";
const ANY: HeaderValue = { kind: "text", text: "*" };

const list = (...items: readonly string[]): HeaderValue => ({ kind: "list", items });

function answer(id: string, transport: Transport, name?: string, value?: HeaderValue): Answer {
  const observations = name === undefined || value === undefined ? [] : [{ kind: "header", name, value } as const];
  return { case: id, transport, observations };
}

function gradesOf(old: readonly Answer[], now: readonly Answer[]): readonly string[] {
  const { rows } = compare({ answers: old, noise: [] }, { answers: now, noise: [] });
  return rows.map(({ grade, slug }) => `${grade} ${slug}`);
}

/** Answers to a page, to nobody's page, and to a bad token of nobody's page. */
function answersTo(page: boolean, none: boolean, error: boolean): readonly Answer[] {
  const shown = (isShown: boolean): [name?: string, value?: HeaderValue] => (isShown ? [ORIGIN, ANY] : []);
  return [
    answer("wire/cors-rest", "rest", ...shown(page)),
    answer("success/text", "rest", ...shown(none)),
    answer("bad-token/garbage", "rest", ...shown(error)),
  ];
}

test("a server may name pages in every answer or only where a page asks", () => {
  const same = ["cosmetic cross-origin-field-changed"];
  assert.deepEqual(gradesOf(answersTo(true, true, true), answersTo(true, false, false)), same);
  assert.deepEqual(gradesOf(answersTo(true, false, false), answersTo(true, true, true)), same);
});

test("what a server that names pages everywhere no longer does in some answers is a loss, as where a page asks", () => {
  const lost = ["breaking cross-origin-access-denied"];
  assert.deepEqual(gradesOf(answersTo(true, true, true), answersTo(true, true, false)), lost);
  assert.deepEqual(gradesOf(answersTo(true, false, false), answersTo(false, false, false)), lost);
});

test("a page that no longer can read why its token is refused is broken, though it reads all else", () => {
  const own: HeaderValue = { kind: "requesting-origin" };
  for (const transport of ["rest", "grpc-web"] as const) {
    const answers = (shown?: HeaderValue): readonly Answer[] => [
      answer(transport === "rest" ? "wire/cors-rest" : "wire/cors-web", transport, ORIGIN, own),
      answer("wire/cors-bad-token", transport, ORIGIN, shown),
      answer("bad-token/garbage", transport),
    ];
    assert.deepEqual(gradesOf(answers(own), answers()), ["breaking cross-origin-access-denied"], transport);
    assert.deepEqual(gradesOf(answers(), answers(own)), ["compatible cross-origin-access-extended"], transport);
  }
});

/** What the preflights of both kinds of requests allow. */
function preflights(rest: string, web: string): readonly Answer[] {
  return [
    answer("wire/preflight-rest", "rest", ALLOWED, list(...rest.split(","))),
    answer("wire/preflight-web", "grpc-web", ALLOWED, list(...web.split(","))),
  ];
}

const LONG = "authorization,content-type,x-grpc-web,x-other,x-user-agent";
const WEB = "authorization,content-type,x-grpc-web,x-user-agent";

test("a server that now allows what a page asks for allows no less than one with a list", () => {
  assert.deepEqual(gradesOf(preflights(LONG, LONG), preflights("authorization", WEB)), [
    ...["cosmetic cross-origin-field-changed", "cosmetic cross-origin-field-changed"],
  ]);
});

test("a shorter list is a loss, and one without what pages send for this operation breaks them", () => {
  assert.deepEqual(gradesOf(preflights(LONG, LONG), preflights(WEB, WEB)), ["risky cross-origin-access-reduced"]);
  const [rest, web] = ["authorization,content-type", "authorization,content-type,x-grpc-web,x-user-agent"];
  const each = ["risky cross-origin-access-reduced", "risky cross-origin-access-reduced"];
  assert.deepEqual(gradesOf(preflights(LONG, LONG), preflights(rest, web)), each);
  const without = "authorization,content-type";
  const grades = gradesOf(preflights(LONG, LONG), preflights(without, without));
  assert.deepEqual(grades, ["breaking cross-origin-access-denied", "risky cross-origin-access-reduced"]);
});

const WITH_COOKIES: Observation = {
  ...{ kind: "header", name: "access-control-allow-credentials" },
  value: { kind: "text", text: "true" },
};

/** The grades of one changed field in an answer to a page, which has other fields beside it. */
function gradesIn(place: Place, name: string, old: HeaderValue, now: HeaderValue, ...beside: readonly Observation[]) {
  const [before, after] = [old, now].map((value): readonly Answer[] => [
    { ...place, observations: [{ kind: "header", name, value }, ...beside] },
  ]);
  return gradesOf(before ?? [], after ?? []);
}

const REST_PAGE: Place = { case: "wire/cors-rest", transport: "rest" };
const WEB_PREFLIGHT: Place = { case: "wire/preflight-web", transport: "grpc-web" };

test("a wildcard is none for pages that send cookies", () => {
  const reduced = ["risky cross-origin-access-reduced"];
  const own: HeaderValue = { kind: "requesting-origin" };
  assert.deepEqual(gradesIn(REST_PAGE, ORIGIN, own, ANY, WITH_COOKIES), reduced);
  assert.deepEqual(gradesIn(REST_PAGE, ORIGIN, own, ANY), ["compatible cross-origin-access-extended"]);
  const [shown, any] = [list("date", "location"), list("*")];
  assert.deepEqual(gradesIn(REST_PAGE, EXPOSED, shown, any, WITH_COOKIES), reduced);
  assert.deepEqual(gradesIn(REST_PAGE, EXPOSED, shown, any), ["compatible cross-origin-access-extended"]);
  const [named, wild] = [list(...WEB.split(",")), list("*", "authorization")];
  assert.deepEqual(gradesIn(WEB_PREFLIGHT, ALLOWED, named, wild, WITH_COOKIES), reduced);
  assert.deepEqual(gradesIn(WEB_PREFLIGHT, ALLOWED, named, wild), ["compatible cross-origin-access-extended"]);
});

test("a list in place of a wildcard is a loss, and one without what pages send breaks them", () => {
  const reduced = ["risky cross-origin-access-reduced"];
  assert.deepEqual(gradesIn(REST_PAGE, EXPOSED, list("*"), list("location")), reduced);
  const wild = list("*", "authorization");
  assert.deepEqual(gradesIn(WEB_PREFLIGHT, ALLOWED, wild, list(...WEB.split(","))), reduced);
  const denied = ["breaking cross-origin-access-denied"];
  assert.deepEqual(gradesIn(WEB_PREFLIGHT, ALLOWED, wild, list("authorization", "content-type")), denied);
});

test("a field of refusals is missed from a list in an answer that has none", () => {
  const now = list("location");
  for (const name of ["retry-after", "www-authenticate"]) {
    assert.deepEqual(gradesIn(REST_PAGE, EXPOSED, list("location", name), now), ["risky cross-origin-access-reduced"]);
  }
  const other = list("location", "x-other");
  assert.deepEqual(gradesIn(REST_PAGE, EXPOSED, other, now), ["cosmetic cross-origin-field-changed"]);
});
