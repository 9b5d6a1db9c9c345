import type { ContractValue, TypeShape } from "../../drift/contract/difference.ts";

/** What one side of a contract has, in words. */
export function contractValueText(value: ContractValue): string {
  switch (value.kind) {
    case "absent":
      return "absent";
    case "state":
      return value.state;
    case "text":
      return value.text;
    case "number":
      return String(value.number);
    case "list":
      return listText(value.items);
    case "type":
      return typeText(value.type);
    case "types":
      return listText(value.types.map(typeText));
    case "further-members":
      return value.allowed;
    case "operation":
      return `${value.method} ${value.path}`;
    case "parameter":
      return `${value.required ? "required" : "optional"} ${typeText(value.type)} in ${value.in}`;
    case "field":
      return `${value.repeated ? "repeated " : ""}${value.type} ${value.name} = ${String(value.number)}`;
  }
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? "none" : items.join(", ");
}

/** A type and its format: `string (date-time)`. */
function typeText(shape: TypeShape): string {
  const type = shape.recursive === true ? "recursive" : (shape.type ?? "any");
  return shape.format === undefined ? type : `${type} (${shape.format})`;
}
