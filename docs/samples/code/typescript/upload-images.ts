// Uploads the images of an exam and lists them in an order: node upload-images.ts LOCALID [OD|OS]=FILE ...

import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { extname } from "node:path";
import { ContainerClient } from "@azure/storage-blob";
import { build, check, send, setting } from "./first-order.ts";

// --8<-- [start:upload]
/**
 * Uploads a file under a name that is new, and returns its entry for the order.
 * An exception means that the file is not there: don't send the order.
 */
async function upload(file: string, eye: string, number: number) {
  const container = setting("IRIS_CONTAINER");
  const name = `${randomUUID()}${extname(file).toLowerCase()}`; // names no patient
  const client = new ContainerClient(setting("IRIS_STORAGE_STRING"), container);
  const conditions = { ifNoneMatch: "*" }; // never over another file
  await client.getBlockBlobClient(name).uploadFile(file, { conditions });
  return {
    LocalId: `IMG${number}`,
    Taken: statSync(file).mtime.toISOString(), // better: from your camera
    AzureBlobStorage: { Container: container, FileName: name },
    Laterality: eye,
    ImageContext: "Primary",
  };
}
// --8<-- [end:upload]

// --8<-- [start:order]
const [localId, ...images] = process.argv.slice(2);
const entries = [];
for (const [index, image] of images.entries()) {
  const [eye, file] = image.split("=", 2);
  entries.push(await upload(file, eye, index + 1));
}
const order = { ...build(localId), Camera: { Images: entries } };
console.log(JSON.stringify(order, null, 2));
const faults = check(order);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
await send(order); // after all files are in place
// --8<-- [end:order]
