import { parseArgs } from "node:util";
import { TRANSPORTS, type Transport } from "../contract/transport.ts";
import { PROFILES, type Profile } from "../servers/reference/profiles/profile.ts";
import { SETTINGS } from "../settings/table.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE =
  "npm run explore -- [--seed N] [--seconds N] [--count N] [--rate N] [--transport NAME] [--path PATH] [--profile NAME] [--save]";

/** Arguments of an exploration. */
export interface ExploreArguments {
  /** Settings that options stand for; they outrank the environment. */
  readonly settings: Readonly<Record<string, string>>;
  /** A setting of live targets; an embedded one keeps to it all the same. */
  readonly rate?: string;
  /** Repeats one example. */
  readonly path?: string;
  readonly transport?: Transport;
  readonly profile?: Profile;
  /** Keeps findings as cases. */
  readonly saves: boolean;
}

/** Reads the arguments. Throws a SettingError that names the problem and the usage. */
export function readExploreArguments(argv: readonly string[]): ExploreArguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        seed: { type: "string" },
        seconds: { type: "string" },
        count: { type: "string" },
        rate: { type: "string" },
        transport: { type: "string" },
        path: { type: "string" },
        profile: { type: "string" },
        save: { type: "boolean", default: false },
      },
    });
    const { path, profile, transport, seed, seconds, count, rate, save } = values;
    if (path !== undefined && !/^\d+(:\d+)+$/.test(path)) {
      throw new TypeError(`--path is ${JSON.stringify(path)}, not numbers with colons between`);
    }
    demandValues({ seed, seconds, count, rate });
    if (path !== undefined && seed === undefined) throw new TypeError("--path needs the --seed of its run");
    return {
      settings: {
        ...(seed === undefined ? {} : { EXPLORE_SEED: seed }),
        ...(seconds === undefined ? {} : { EXPLORE_SECONDS: seconds }),
        ...(count === undefined ? {} : { EXPLORE_COUNT: count }),
      },
      saves: save,
      ...(rate === undefined ? {} : { rate }),
      ...(transport === undefined ? {} : { transport: transportNamed(transport) }),
      ...(path === undefined ? {} : { path }),
      ...(profile === undefined ? {} : { profile: profileNamed(profile) }),
    };
  } catch (error) {
    throw wrongArguments("npm run explore", error, USAGE);
  }
}

/** The settings that options stand for. */
const SETTING_OF = {
  seed: SETTINGS.EXPLORE_SEED,
  seconds: SETTINGS.EXPLORE_SECONDS,
  count: SETTINGS.EXPLORE_COUNT,
  rate: SETTINGS.MAX_REQUESTS_PER_SECOND,
} as const;

/** Throws where an option has a wrong value: of its setting, whoever gave the option may know nothing. */
function demandValues(given: Readonly<Partial<Record<keyof typeof SETTING_OF, string | undefined>>>): void {
  for (const [name, { kind }] of Object.entries(SETTING_OF)) {
    const value = given[name as keyof typeof SETTING_OF];
    const parsed = value === undefined ? undefined : kind.parse(value);
    if (parsed !== undefined && "wrong" in parsed) throw new TypeError(`--${name} ${parsed.wrong}`);
  }
}

function transportNamed(name: string): Transport {
  const found = TRANSPORTS.find((transport) => transport === name);
  if (found !== undefined) return found;
  throw new TypeError(`--transport is ${JSON.stringify(name)}, which is none of ${TRANSPORTS.join(", ")}`);
}

function profileNamed(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  const names = PROFILES.map((profile) => profile.name).join(", ");
  throw new TypeError(`--profile is ${JSON.stringify(name)}, which is none of ${names}`);
}
