import { versionOf, whyNotInstalled, type Installed, type Language, type Prepare, type Variant } from "../language.ts";

const REQUESTS = "2.34.2";

const variant: Variant = {
  file: "sample.py",
  run: ({ folder }) => ({
    program: "python3",
    args: ["sample.py"],
    env: { PYTHONDONTWRITEBYTECODE: "1", PYTHONIOENCODING: "utf-8", ...(folder === "" ? {} : { PYTHONPATH: folder }) },
    addressSpace: 2_000_000,
  }),
};

async function installRequests(folder: string, prepare: Prepare): Promise<Installed | string> {
  const libraries = [`requests ${REQUESTS}`];
  const args = ["-m", "pip", "install", "--quiet", "--target", folder, `requests==${REQUESTS}`];
  const ended = await prepare({ program: "python3", args }, folder);
  return ended.code === 0 ? { folder, libraries } : whyNotInstalled("pip", libraries, ended);
}

/** Python 3. */
export const PYTHON: Language = {
  id: "python",
  title: "Python",
  remedy: "Python 3 as python3",
  find: async (prepare) => {
    const version = await versionOf(prepare, "python3", "--version");
    if (version === undefined) return undefined;
    const variants = { "http.client": variant, Requests: { ...variant, install: installRequests } };
    return { version: `Python ${version}`, variants };
  },
};
