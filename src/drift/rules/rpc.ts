import type { Rule } from "./rule.ts";

/** Frames, trailers and the status of an RPC. */
export const RPC_RULES: readonly Rule[] = [
  {
    id: "DRIFT-0401",
    grade: "breaking",
    sentence: "The frames of the answer are others.",
    observations: /^(frames|trailer frame|framing|decoding|status form)$/,
  },
  {
    id: "DRIFT-0408",
    grade: "risky",
    sentence: "An error carries a message, or no longer.",
    observations: /^frames of an error$/,
  },
  {
    id: "DRIFT-0402",
    grade: "risky",
    sentence: "The status stands more than once, or no longer.",
    observations: /^status count$/,
  },
  {
    id: "DRIFT-0403",
    grade: "cosmetic",
    sentence: "The status stands in another place, or a message is compressed where the client accepts it.",
    observations: /^(status place|compressed messages)$/,
  },
  {
    id: "DRIFT-0404",
    grade: "cosmetic",
    sentence: "The binary details of an error came, went, or have another text.",
    observations: /^status details$/,
    when: ({ old, new: now }) => [old, now].every((each) => ["absent", "agrees", "another message"].includes(each)),
  },
  {
    id: "DRIFT-0405",
    grade: "breaking",
    sentence: "The binary details of an error cannot be read, or contradict its status.",
    observations: /^status details$/,
  },
  {
    id: "DRIFT-0406",
    grade: "compatible",
    sentence: "A trailer was added.",
    observations: /^trailer /,
    kinds: ["added"],
  },
  { id: "DRIFT-0407", grade: "risky", sentence: "A trailer is gone.", observations: /^trailer / },
];
