export { Validator, format } from "@cfworker/json-schema";
