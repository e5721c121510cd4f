// Reads {schemas: [schema], cases: [{schema: $id, value}]} and writes for each case its errors, [] where it is valid.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const load = createRequire(pathToFileURL(`${process.argv[2]}/`)); // where the packages are installed
const Ajv = load("ajv/dist/2020").default;
const addFormats = load("ajv-formats").default;

const { schemas, cases } = JSON.parse(readFileSync(0, "utf8"));
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
addFormats(ajv);
for (const schema of schemas) ajv.addSchema(schema);
const verdicts = cases.map(({ schema, value }) => {
  const validate = ajv.getSchema(schema);
  return validate(value) ? [] : validate.errors.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
});
process.stdout.write(JSON.stringify(verdicts));
