import { config } from "dotenv";

/** Settings by name, as the environment has them. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The environment with what `.env` adds to it; what is set already stays. The process's own environment is left as it
 * is, so that tokens in the file do not reach child processes.
 */
export function loadEnv(path = ".env", env: Env = process.env): Env {
  const merged = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  config({ path, quiet: true, processEnv: merged });
  return merged;
}
