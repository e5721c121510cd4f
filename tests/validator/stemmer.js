export { stemmer } from "stemmer";
