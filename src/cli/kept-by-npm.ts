type Env = Readonly<Record<string, string | undefined>>;

/**
 * The options of a command that npm took for its own: `npm run cleanup --dry-run`, without `--`, would remove what it
 * should only list, since npm hands over no option that stands there, and says so nowhere but in a variable.
 */
export function optionsKeptByNpm(command: string, help: string, env: Env): readonly string[] {
  // Other scripts, such as npm test, start commands too, and their variables are not about these.
  if (env["npm_lifecycle_event"] !== command) return [];
  const options = new Set([...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option = ""]) => option));
  return [...options].filter((option) => {
    const value = env[`npm_config_${option.slice(2).replaceAll("-", "_")}`] ?? "";
    return !OF_FILES.has(option) && value !== "" && value !== "false";
  });
}

/** Options that npm has too, and that people set for all of their projects in .npmrc. */
const OF_FILES: ReadonlySet<string> = new Set(["--all", "--force", "--only", "--save", "--verbose"]);
