import { join } from "node:path";
import { whyNotInstalled, type Installed, type Language, type Prepare, type Variant } from "../language.ts";

/** The library of each variant. request and unirest are at their final version. */
const LIBRARIES = {
  Axios: { name: "axios", version: "1.21.1" },
  Native: { name: "follow-redirects", version: "1.16.3" },
  Request: { name: "request", version: "2.88.2" },
  Unirest: { name: "unirest", version: "0.6.0" },
} as const;

/** The extension marks CommonJS, as the samples are, in any folder. */
const variant: Variant = {
  file: "sample.cjs",
  run: ({ folder }) => ({
    program: process.execPath,
    args: ["--max-old-space-size=256", "sample.cjs"],
    env: folder === "" ? {} : { NODE_PATH: join(folder, "node_modules") },
  }),
};

function withLibrary({ name, version }: (typeof LIBRARIES)[keyof typeof LIBRARIES]): Variant {
  const install = async (folder: string, prepare: Prepare): Promise<Installed | string> => {
    const libraries = [`${name} ${version}`];
    const args = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", `${name}@${version}`];
    const program = process.platform === "win32" ? "npm.cmd" : "npm";
    const ended = await prepare({ program, args }, folder);
    return ended.code === 0 ? { folder, libraries } : whyNotInstalled("npm", libraries, ended);
  };
  return { ...variant, install };
}

/** The Node.js that runs the suite. */
export const NODEJS: Language = {
  id: "nodejs",
  title: "Node.js",
  remedy: "Node.js",
  find: () =>
    Promise.resolve({
      version: `Node.js ${process.versions.node}`,
      variants: {
        Fetch: variant,
        Axios: withLibrary(LIBRARIES.Axios),
        Native: withLibrary(LIBRARIES.Native),
        Request: withLibrary(LIBRARIES.Request),
        Unirest: withLibrary(LIBRARIES.Unirest),
      },
    }),
};
