import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { characters } from "../exploration/generators/keys.ts";
import { isWrittenOtherwise, plainly, writtenCharacters } from "./written.ts";

test("a text means what its escapes say, and those of other characters stay", () => {
  assert.equal(plainly("a%41%4a\\u004A 100% \\u4141 %zz"), "aAJJ 100% \\u4141 %zz");
  assert.deepEqual(writtenCharacters("a%41\\u004A%"), ["a", "%41", "\\u004A", "%"]);
  assert.equal(isWrittenOtherwise("a \\n b"), false);
});

test("each character of the meaning is written by one of the text", () => {
  const part = fc.oneof(fc.string({ unit: characters }), fc.constantFrom("%", "%41", "\\u00", "\\u00e9", "4"));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join("");
      assert.equal(writtenCharacters(text).join(""), text);
      assert.equal(writtenCharacters(text).map(plainly).join(""), plainly(text));
    }),
  );
});
