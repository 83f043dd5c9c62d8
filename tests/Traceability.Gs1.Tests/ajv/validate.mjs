// usage: node validate.mjs SCHEMA [DOCUMENT …]
// Without documents as arguments, standard input holds one JSON document a line.
// Prints one line a document: "valid", or "invalid" with the first error.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const [schemaPath, ...paths] = process.argv.slice(2);
const ajv = new Ajv({ strict: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schemaPath, "utf8")));

const documents = paths.length > 0
  ? paths.map((path) => readFileSync(path, "utf8"))
  : readFileSync(0, "utf8").split("\n").filter((line) => line.length > 0);

for (const document of documents) {
  const valid = validate(JSON.parse(document));
  const [error] = validate.errors ?? [];
  console.log(valid ? "valid" : `invalid ${error.instancePath || "/"} ${error.message}`);
}
