export { tags, title } from "../src/report/test-names.ts";
