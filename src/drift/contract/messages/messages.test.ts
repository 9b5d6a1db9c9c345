import assert from "node:assert/strict";
import { test } from "node:test";
import { create } from "@bufbuild/protobuf";
import {
  DescriptorProto_ReservedRangeSchema,
  DescriptorProtoSchema,
  Edition,
  FeatureSet_FieldPresence,
  FeatureSetSchema,
  FieldOptionsSchema,
  FileOptionsSchema,
  MessageOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { compareMessages } from "./compare.ts";
import { CONTRACT_RULES } from "../rules.ts";
import { assertOneRow } from "../../../../tests/support/contract-rows.ts";
import { Descriptors, Label, Type } from "../../../../tests/support/contract-descriptors.ts";

type Change = (descriptors: Descriptors) => void;

/** A rule, the text of its one row, and the change; also a change of the old descriptors where needed. */
type Sample = readonly [rule: string, says: string, now: Change, old?: Change];

const RPC = "zitadel.auth.v1.AuthService/GetMyMetadata";
const DETAILS = "zitadel.v1.ObjectDetails";
const PATH = "/users/me/metadata/{key}";

const reserve =
  (...ranges: readonly (readonly [first: number, last: number])[]): Change =>
  (d) =>
    d
      .details()
      .reservedRange.push(
        ...ranges.map(([start, last]) => create(DescriptorProto_ReservedRangeSchema, { start, end: last + 1 })),
      );

const asProto2: Change = (d) => (d.file("zitadel/object.proto").syntax = "proto2");

const deprecated: Change = (d) => (d.field("sequence").options = create(FieldOptionsSchema, { deprecated: true }));

const SAMPLES: readonly Sample[] = [
  ["DRIFT-0801", `RPC: documented -> absent at ${RPC}`, (d) => (d.rpc().name = "GetMetadata")],
  [
    "DRIFT-0802",
    `RPC: not deprecated -> deprecated at ${RPC}`,
    (d) => Object.assign(d.rpc().options ?? {}, { deprecated: true }),
  ],
  ["DRIFT-0802", `field sequence: not deprecated -> deprecated at ${DETAILS}`, deprecated],
  [
    "DRIFT-0802",
    `message: not deprecated -> deprecated at ${DETAILS}`,
    (d) => (d.details().options = create(MessageOptionsSchema, { deprecated: true })),
  ],
  ["DRIFT-0803", `field sequence: deprecated -> not deprecated at ${DETAILS}`, () => undefined, deprecated],
  ["DRIFT-0804", `RPC: absent -> documented at ${RPC}`, () => undefined, (d) => (d.rpc().name = "GetMetadata")],
  ["DRIFT-0805", `streams: unary -> server_streaming at ${RPC}`, (d) => (d.rpc().serverStreaming = true)],
  [
    "DRIFT-0806",
    `request message: zitadel.auth.v1.GetMyMetadataRequest -> zitadel.auth.v1.GetMyUserRequest at ${RPC}`,
    (d) => (d.rpc().inputType = ".zitadel.auth.v1.GetMyUserRequest"),
  ],
  [
    "DRIFT-0806",
    `response message: zitadel.auth.v1.GetMyMetadataResponse -> zitadel.auth.v1.HealthzResponse at ${RPC}`,
    (d) => (d.rpc().outputType = ".zitadel.auth.v1.HealthzResponse"),
  ],
  [
    "DRIFT-0807",
    `HTTP bindings: GET ${PATH} -> GET /users/self/metadata/{key} at ${RPC}`,
    (d) => {
      d.bind("/users/self/metadata/{key}");
    },
  ],
  [
    "DRIFT-0807",
    `HTTP bindings: GET ${PATH} -> HEAD ${PATH} at ${RPC}`,
    (d) => {
      d.bindCustom("HEAD", PATH);
    },
  ],
  [
    "DRIFT-0808",
    `HTTP bindings: GET ${PATH} -> GET ${PATH}, POST /metadata body=* at ${RPC}`,
    (d) => {
      d.bind(PATH, "/metadata");
    },
  ],
  [
    "DRIFT-0809",
    `permission: authenticated -> user.self.read on key at ${RPC}`,
    (d) => {
      d.require("user.self.read", "key");
    },
  ],
  [
    "DRIFT-0810",
    `permission: authenticated -> absent at ${RPC}`,
    (d) => {
      d.require(undefined);
    },
  ],
  [
    "DRIFT-0811",
    "message of errors: zitadel.v1.ErrorDetail -> absent at zitadel.v1.ErrorDetail",
    (d) => (d.message("ErrorDetail").name = "Detail"),
  ],
  [
    "DRIFT-0821",
    `field resource_owner: string resource_owner = 4 -> absent at ${DETAILS}`,
    (d) => {
      d.drop("resource_owner");
    },
  ],
  [
    "DRIFT-0822",
    `field resource_owner: string resource_owner = 4 -> absent at ${DETAILS}`,
    (d) => {
      d.drop("resource_owner");
      reserve([4, 6])(d);
    },
  ],
  [
    "DRIFT-0822",
    `field resource_owner: string resource_owner = 4 -> absent at ${DETAILS}`,
    (d) => {
      d.drop("resource_owner");
      d.details().reservedName.push("resource_owner");
    },
  ],
  [
    "DRIFT-0823",
    `field region: absent -> repeated string region = 5 at ${DETAILS}`,
    (d) => {
      d.add("region", 5, { label: Label.REPEATED });
    },
  ],
  [
    "DRIFT-0824",
    `field region: absent -> string region = 5 at ${DETAILS}`,
    (d) => {
      asProto2(d);
      d.add("region", 5, { label: Label.REQUIRED });
    },
    asProto2,
  ],
  ["DRIFT-0825", `number of field sequence: 1 -> 7 at ${DETAILS}`, (d) => (d.field("sequence").number = 7)],
  [
    "DRIFT-0826",
    `field resource_owner: string resource_owner = 4 -> bytes region = 4 at ${DETAILS}`,
    (d) => {
      d.drop("resource_owner");
      d.add("region", 4, { type: Type.BYTES });
    },
  ],
  [
    "DRIFT-0827",
    `JSON name of field resource_owner: resourceOwner -> owner at ${DETAILS}`,
    (d) => Object.assign(d.field("resource_owner"), { name: "owner", jsonName: "owner" }),
  ],
  [
    "DRIFT-0828",
    `name of field resource_owner: resource_owner -> owner at ${DETAILS}`,
    (d) => (d.field("resource_owner").name = "owner"),
  ],
  [
    "DRIFT-0829",
    `type of field sequence: uint64 -> int64 at ${DETAILS}`,
    (d) => (d.field("sequence").type = Type.INT64),
  ],
  [
    "DRIFT-0829",
    `type of field change_date: message google.protobuf.Timestamp -> message google.protobuf.Duration at ${DETAILS}`,
    (d) => {
      d.field("change_date").typeName = ".google.protobuf.Duration";
      d.file("zitadel/object.proto").dependency.push("google/protobuf/duration.proto");
      const { file } = d.set;
      file.unshift(...file.splice(file.indexOf(d.file("google/protobuf/duration.proto")), 1));
    },
  ],
  [
    "DRIFT-0829",
    `type of field sequence: uint64 -> message google.protobuf.Timestamp at ${DETAILS}`,
    (d) => Object.assign(d.field("sequence"), { type: Type.MESSAGE, typeName: ".google.protobuf.Timestamp" }),
  ],
  [
    "DRIFT-0829",
    `type of field change_date: message google.protobuf.Timestamp -> group google.protobuf.Timestamp at ${DETAILS}`,
    (d) => {
      asProto2(d);
      d.field("change_date").type = Type.GROUP;
    },
    asProto2,
  ],
  [
    "DRIFT-0830",
    `cardinality of field sequence: singular -> repeated at ${DETAILS}`,
    (d) => (d.field("sequence").label = Label.REPEATED),
  ],
  [
    "DRIFT-0831",
    `presence of field sequence: explicit -> required at ${DETAILS}`,
    (d) => {
      asProto2(d);
      d.field("sequence").label = Label.REQUIRED;
    },
    asProto2,
  ],
  [
    "DRIFT-0832",
    `presence of field resource_owner: implicit -> explicit at ${DETAILS}`,
    (d) => {
      d.addOneof("_resource_owner");
      d.field("resource_owner").proto3Optional = true;
    },
  ],
  [
    "DRIFT-0833",
    `oneof of field resource_owner: absent -> owner at ${DETAILS}`,
    (d) => {
      d.addOneof("owner");
    },
  ],
  [
    "DRIFT-0834",
    "validation of field key: string.maxLen 200, string.minLen 1 -> string.maxLen 50, string.minLen 1 at zitadel.auth.v1.GetMyMetadataRequest",
    (d) => {
      d.validate(50n);
    },
  ],
  ["DRIFT-0835", `reservation of 7 to 9: reserved -> absent at ${DETAILS}`, reserve([8, 9]), reserve([7, 9])],
  [
    "DRIFT-0835",
    `reservation of region: reserved -> absent at ${DETAILS}`,
    () => undefined,
    (d) => d.details().reservedName.push("region"),
  ],
  ["DRIFT-0836", `reservation of 20: absent -> reserved at ${DETAILS}`, reserve([20, 20])],
  [
    "DRIFT-0836",
    `reservation of region: absent -> reserved at ${DETAILS}`,
    (d) => d.details().reservedName.push("region"),
  ],
  ["DRIFT-0841", "value B: 1 -> absent at zitadel.v1.Kind", withEnum({ A: 0 }), withEnum({ A: 0, B: 1 })],
  ["DRIFT-0842", "value C: absent -> 2 at zitadel.v1.Kind", withEnum({ A: 0, B: 1, C: 2 }), withEnum({ A: 0, B: 1 })],
  ["DRIFT-0843", "number of value B: 1 -> 3 at zitadel.v1.Kind", withEnum({ A: 0, B: 3 }), withEnum({ A: 0, B: 1 })],
  ["DRIFT-0844", "name of value B: B -> C at zitadel.v1.Kind", withEnum({ A: 0, C: 1 }), withEnum({ A: 0, B: 1 })],
];

function withEnum(values: Readonly<Record<string, number>>): Change {
  return (d) => {
    d.addEnum(values);
  };
}

function changed(change: Change): Descriptors {
  const descriptors = new Descriptors();
  change(descriptors);
  return descriptors;
}

for (const [rule, says, now, old = () => undefined] of SAMPLES) {
  test(`${rule}: ${says}`, () => {
    assertOneRow(compareMessages(changed(old).snapshot(), changed(now).snapshot()), rule, says);
  });
}

test("every rule of messages has a sample", () => {
  const tried = new Set(SAMPLES.map(([rule]) => rule));
  const ids = CONTRACT_RULES.map(({ id }) => id).filter((id) => id.startsWith("DRIFT-08"));
  assert.deepEqual([...tried].sort(), ids);
});

/** Other ways to declare the same messages, and changes of what the RPC does not reach. */
const HARMLESS: Readonly<Record<string, Change>> = {
  "other fields first": (d) => d.details().field.reverse(),
  "an edition instead of proto3": (d) => {
    const file = d.file("zitadel/object.proto");
    const features = create(FeatureSetSchema, { fieldPresence: FeatureSet_FieldPresence.IMPLICIT });
    Object.assign(file, { syntax: "editions", edition: Edition.EDITION_2023 });
    file.options = create(FileOptionsSchema, { features });
  },
  "another generated package": (d) =>
    (d.file("zitadel/object.proto").options = create(FileOptionsSchema, { goPackage: "elsewhere" })),
  "no sentences for the OpenAPI document": (d) => delete d.field("resource_owner").options,
  "more messages and RPCs beside it": (d) => {
    const file = d.file("zitadel/auth.proto");
    file.messageType.push(create(DescriptorProtoSchema, { name: "Unrelated" }));
    file.service[0]?.method.splice(0, 1);
  },
  "another variable of the same path": (d) => {
    d.bind("/users/me/metadata/{name}");
  },
};

for (const [what, change] of Object.entries(HARMLESS)) {
  test(`no row for ${what}`, () => {
    assert.deepEqual(compareMessages(new Descriptors().snapshot(), changed(change).snapshot()), []);
  });
}

test("no row for a reservation that is written in parts", () => {
  const old = changed(reserve([7, 9]));
  const now = changed(reserve([9, 9], [7, 7], [8, 8]));
  assert.deepEqual(compareMessages(old.snapshot(), now.snapshot()), []);
});

/** Changes of which each part is a row. */
const PARTS: Readonly<Record<string, readonly [change: Change, rows: readonly string[]]>> = {
  "a field is renumbered and leaves its number to a new one": [
    (d) => {
      d.field("sequence").number = 7;
      d.add("region", 1);
    },
    ["DRIFT-0825 number of field sequence", "DRIFT-0823 field region"],
  ],
  "a field is gone and leaves its number to an old one": [
    (d) => {
      d.drop("sequence");
      d.field("resource_owner").number = 1;
    },
    ["DRIFT-0821 field sequence", "DRIFT-0825 number of field resource_owner"],
  ],
};

for (const [what, [change, expected]] of Object.entries(PARTS)) {
  test(`${what}: both are rows`, () => {
    const rows = compareMessages(new Descriptors().snapshot(), changed(change).snapshot());
    assert.deepEqual(
      rows.map(({ rule, subject }) => `${rule} ${subject}`),
      expected,
    );
  });
}

test("maps and messages that contain themselves are reduced", () => {
  const { messages } = changed((d) => {
    const entry = create(DescriptorProtoSchema, { name: "LabelsEntry", options: { mapEntry: true } });
    const details = d.details();
    d.add("key", 1);
    d.add("value", 2, { type: Type.MESSAGE, typeName: ".zitadel.v1.ObjectDetails" });
    entry.field = details.field.splice(-2);
    details.nestedType.push(entry);
    d.add("labels", 8, {
      label: Label.REPEATED,
      type: Type.MESSAGE,
      typeName: ".zitadel.v1.ObjectDetails.LabelsEntry",
    });
  }).snapshot();
  const labels = messages[DETAILS]?.fields.find(({ name }) => name === "labels");
  assert.equal(labels?.type, "map of string to message zitadel.v1.ObjectDetails");
  assert.equal(labels.presence, "none");
});
