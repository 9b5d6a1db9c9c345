import type { Behaviour } from "../../src/servers/reference/behaviour.ts";

/** Every answer says since when the operation is deprecated, and when it ends. */
export const announcing: Behaviour = {
  wire: (wire) => ({
    ...wire,
    headers: [...wire.headers, ["deprecation", "@1688169599"], ["sunset", "Sun, 31 Jan 2027 23:59:59 GMT"]],
  }),
};
