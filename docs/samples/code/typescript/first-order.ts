// Builds and checks an order; with the word "send", sends it and waits for the answer.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ServiceBusClient } from "@azure/service-bus";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

// --8<-- [start:build]
/** Returns a new order for an invented patient. */
export function build(localId: string) {
  return {
    Version: "2.3.1",
    OrderControlCode: "NW",
    ClientGuid: setting("IRIS_CLIENT_GUID"),
    Site: { LocalId: setting("IRIS_SITE") },
    Order: { LocalId: localId, EvaluationTypes: ["DR"] },
    Patient: {
      LocalId: "MRN100001",
      Name: { First: "Jane", Last: "Doe" },
      Dob: "8/3/1962",
      Genders: [
        { Context: "BirthGender", Gender: "F" },
        { Context: "IdentityGender", Gender: "F" },
      ],
    },
  };
}

export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
// --8<-- [end:build]

// --8<-- [start:check]
/** Returns what is wrong with an order, a line for each fault. */
export function check(order: object): string[] {
  const file = "order-request.bundle.schema.json";
  const schema = JSON.parse(readFileSync(file, "utf8"));
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.validate(schema, order);
  const faults = ajv.errors ?? [];
  return faults.map((fault) => `${fault.instancePath}: ${fault.message}`);
}
// --8<-- [end:check]

// --8<-- [start:send]
/**
 * Puts an order on the orders queue.
 * An exception means that the broker has not confirmed it.
 */
export async function send(order: object): Promise<void> {
  const client = new ServiceBusClient(setting("IRIS_ORDERS_STRING"));
  try {
    const sender = client.createSender(setting("IRIS_ORDERS_QUEUE"));
    // An object: the SDK makes JSON of it. A string would arrive in quotes.
    await sender.sendMessages({ body: order });
  } finally {
    await client.close();
  }
}
// --8<-- [end:send]

// --8<-- [start:event]
/** Prints events up to the one that answers the order. */
async function wait(localId: string): Promise<void> {
  const client = new ServiceBusClient(setting("IRIS_EVENTS_STRING"));
  try {
    const receiver = client.createReceiver(setting("IRIS_EVENTS_QUEUE"));
    for await (const message of receiver.getMessageIterator()) {
      const event = message.body; // the SDK has parsed it
      // Your own reader stores the event here.
      console.log(JSON.stringify(event, null, 2));
      // Takes it off the queue.
      await receiver.completeMessage(message);
      const kind = event.ResultObjectType;
      if (kind === "OrderCreationReceipt" && event.OrderLocalId === localId) {
        return;
      }
    }
  } finally {
    await client.close();
  }
}
// --8<-- [end:event]

// --8<-- [start:main]
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [localId, ...words] = process.argv.slice(2);
  if (!localId) throw new Error("usage: first-order.ts LOCALID [send]");
  const order = build(localId);
  console.log(JSON.stringify(order, null, 2));
  const faults = check(order);
  if (faults.length > 0) {
    console.error(faults.join("\n"));
    process.exit(1);
  }
  if (words.includes("send")) {
    await send(order);
    await wait(localId);
  }
}
// --8<-- [end:main]
