import assert from "node:assert/strict";
import { test } from "node:test";
import { createCertificate } from "../servers/reference/certificate.ts";
import { secureContext } from "./secure-context.ts";

test("connections that trust and show the same share a context, and no others do", async () => {
  const [one, other] = await Promise.all([createCertificate(), createCertificate()]);
  assert.equal(secureContext(one.cert), secureContext(one.cert));
  assert.equal(secureContext(one.cert, other), secureContext(one.cert, { ...other }));
  const contexts = [
    secureContext(undefined),
    secureContext(one.cert),
    secureContext(other.cert),
    secureContext(one.cert, other),
    secureContext(one.cert, one),
    secureContext(undefined, one),
  ];
  assert.equal(new Set(contexts).size, contexts.length);
});
