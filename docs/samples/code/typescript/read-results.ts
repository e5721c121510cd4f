// Stores each result before it leaves the queue, drops duplicates, and prints what a result says.

import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ServiceBusClient } from "@azure/service-bus";

// --8<-- [start:read]
/** Reads results until you stop the program with Ctrl+C. */
async function read(folder: string): Promise<void> {
  const client = new ServiceBusClient(setting("IRIS_RESULTS_STRING"));
  try {
    const options = { skipParsingBodyAsJson: true }; // the text as it arrived
    const receiver = client.createReceiver(setting("IRIS_RESULTS_QUEUE"), options); // in peek-lock mode
    for await (const message of receiver.getMessageIterator()) {
      const text = String(message.body);
      const isNew = store(text, folder);
      await receiver.completeMessage(message); // only now it leaves the queue
      console.log(isNew ? "new" : "duplicate");
      if (isNew) console.log(interpret(text).join("\n"));
    }
  } finally {
    await client.close();
  }
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
// --8<-- [end:read]

// --8<-- [start:store]
/** Writes a message to disk as it arrived. Returns false where it is there already. */
function store(text: string, folder: string): boolean {
  const file = join(folder, `${name(text)}.json`);
  if (existsSync(file)) return false;
  const stream = openSync(`${file}.part`, "w");
  try {
    writeSync(stream, text);
    fsyncSync(stream);
  } finally {
    closeSync(stream);
  }
  renameSync(`${file}.part`, file);
  return true;
}

/** Returns what is equal in two deliveries of one result, and in nothing else. */
function name(text: string): string {
  const result = parse(text);
  const parts = ["TransactionId", "ResultCode", "Timestamp"].map((key) => get(result, key));
  if (parts.some((part) => part === undefined || part === null)) {
    return createHash("sha256").update(text).digest("hex");
  }
  return parts.map((part) => String(part).replace(/[^A-Za-z0-9-]/g, "")).join("_");
}

/** Returns a message as a value, undefined where it is not JSON: a person has to look at it. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
// --8<-- [end:store]

// --8<-- [start:tolerate]
/** Returns a property whatever the letter case of its name, undefined where it is missing. */
function get(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([own]) => own.toLowerCase() === key.toLowerCase())?.[1];
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
// --8<-- [end:tolerate]

// --8<-- [start:interpret]
/** Returns what a result says. What is new in it is shown as it is, never refused. */
function interpret(text: string): string[] {
  const result = parse(text);
  if (result === undefined) return ["Not JSON: keep it for a person"];
  const order = get(result, "Order");
  const gradings = get(result, "Gradings");
  const lines = [`Order ${get(order, "LocalId")}, result code ${get(result, "ResultCode")}`];
  for (const flag of ["Emergent", "Urgent"]) {
    if (get(gradings, flag)) lines.push(`${flag}: act on it now`);
  }
  for (const [eye, key] of [["Right eye", "OD"], ["Left eye", "OS"]]) {
    lines.push(`${eye}: ${describe(get(gradings, key), get(order, "MissingEyeReason"))}`);
  }
  return [...lines, `Care plan: ${get(gradings, "CarePlanName")}`];
}

/** Returns what an eye's object says. The first case that matches applies. */
function describe(eye: unknown, reason: unknown): string {
  if (eye === undefined || eye === null) return `no images (${reason ?? "no reason given"})`;
  const missing = get(eye, "MissingEyeReason");
  if (missing) return `missing (${missing})`;
  if (get(eye, "Gradable") !== true) { // never read this as normal
    return `not gradable (${list(get(eye, "UngradableReasons")).join(", ") || "no reason given"})`;
  }
  const findings = list(get(eye, "Findings")).map((each) =>
    [get(each, "Finding"), get(each, "Result")].filter((part) => part !== undefined && part !== null).join(" "),
  );
  return findings.join(", ") || "no findings";
}
// --8<-- [end:interpret]

await read(process.argv[2]);
