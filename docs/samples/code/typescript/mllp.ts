// Sends an HL7 message over MLLP and reads its answer, or receives messages and answers them.
//
// node mllp.ts send HOST PORT FILE [SECONDS]
// node mllp.ts receive HOST PORT FOLDER [TYPE ...]

import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";

const [VT, FS, CR] = [0x0b, 0x1c, 0x0d];
const PROCESSING_ID = process.env.PROCESSING_ID ?? "T"; // P in production

// --8<-- [start:frame]
function frame(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from([VT]), message, Buffer.from([FS, CR])]);
}

/** Yields the messages of a connection. An error means that nothing that follows can be trusted. */
async function* frames(link: Socket): AsyncGenerator<Buffer> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of link) {
    bytes = Buffer.concat([bytes, chunk]);
    while (bytes.length > 0) {
      if (bytes[0] !== VT) throw new Error("a frame begins with 0B");
      const end = bytes.indexOf(FS);
      if (end < 0 || end + 1 === bytes.length) break; // the rest is on its way
      if (bytes[end + 1] !== CR) throw new Error("1C without 0D");
      yield bytes.subarray(1, end);
      bytes = bytes.subarray(end + 2);
    }
  }
  if (bytes.length > 0) throw new Error("half a message: the connection closed before 1C 0D");
}
// --8<-- [end:frame]

// --8<-- [start:segment]
/** Returns the fields of the first segment with a name; MSH-9 is number 9. */
function segment(message: Buffer, name: string): string[] {
  const lines = message.toString("latin1").split("\r"); // loses no byte
  const line = lines.find((each) => each.startsWith(`${name}|`));
  const fields = line?.split("|") ?? [];
  return line && name === "MSH" ? ["MSH", ...fields] : fields;
}
// --8<-- [end:segment]

// --8<-- [start:send]
/** Sends a message. Returns 0: accepted, 1: refused or not sent, 2: unknown. */
async function send(host: string, port: number, file: string, seconds: number): Promise<number> {
  const lines = readFileSync(file, "latin1").split(/\r\n|\r|\n/);
  const text = lines.filter((line) => line).map((line) => `${line}\r`).join("");
  const message = Buffer.from(text, "latin1");
  const controlId = segment(message, "MSH")[10];
  const link = connect(port, host);
  let sent = false;
  link.on("connect", () => (sent = link.write(frame(message)) || true));
  link.setTimeout(seconds * 1000, () => link.destroy(new Error("no answer in time")));
  try {
    for await (const answer of frames(link)) {
      link.destroy();
      return report(answer, controlId);
    }
    console.log("Unknown: the connection closed without an answer");
    return 2;
  } catch (fault) {
    console.log(sent ? "Unknown: no readable answer:" : "Not sent:", String(fault));
    return sent ? 2 : 1;
  }
}

function report(answer: Buffer, controlId: string): number {
  const [, code, answered, text = ""] = segment(answer, "MSA");
  if (answered !== controlId) {
    console.log(`Unknown: the answer is not about ${controlId}`);
    return 2;
  }
  console.log(code, text);
  return code === "AA" ? 0 : 1;
}
// --8<-- [end:send]

// --8<-- [start:receive]
function receive(host: string, port: number, folder: string, types: string[]): void {
  const server = createServer(async (link) => {
    try {
      for await (const message of frames(link)) {
        link.write(frame(answer(message, folder, types)));
      }
    } catch (fault) {
      console.log(`Connection closed: ${fault}`);
      link.destroy();
    }
  });
  server.listen(port, host, () => {
    console.log(`Listening on port ${(server.address() as AddressInfo).port}`);
  });
}

/** Stores a message, and returns its acknowledgment. */
function answer(message: Buffer, folder: string, types: string[]): Buffer {
  const header = segment(message, "MSH");
  if (header.length < 13) throw new Error("no complete MSH segment");
  if (!types.includes(header[9].split("^")[0])) {
    return acknowledge(header, "AR", `Unexpected message type ${header[9]}`);
  }
  if (header[11] !== PROCESSING_ID) {
    return acknowledge(header, "AR", `Expected processing ID ${PROCESSING_ID}`);
  }
  try {
    store(message, folder);
  } catch (fault) {
    return acknowledge(header, "AE", `Not stored: ${(fault as Error).message}`);
  }
  return acknowledge(header, "AA");
}
// --8<-- [end:receive]

// --8<-- [start:store]
/** Stores a message under its type, control ID, and order number. A message that is there already stays alone. */
function store(message: Buffer, folder: string): void {
  const header = segment(message, "MSH");
  const order = segment(message, "ORC")[2] ?? segment(message, "TXA")[14] ?? segment(message, "FT1")[23] ?? "";
  const parts = [header[9].split("^")[0], header[10], order.split("^")[0]];
  const name = parts.map((part) => part.replace(/[^A-Za-z0-9]/g, "-")).join("_");
  let file = join(folder, `${name}.hl7`);
  for (let number = 2; existsSync(file); number++) {
    if (readFileSync(file).equals(message)) {
      console.log(`Duplicate of ${file}`);
      return;
    }
    file = join(folder, `${name}_${number}.hl7`);
  }
  const stream = openSync(`${file}.part`, "w");
  try {
    writeSync(stream, message);
    fsyncSync(stream); // on the disk before AA
  } finally {
    closeSync(stream);
  }
  renameSync(`${file}.part`, file);
  console.log(`Stored ${file}`);
}
// --8<-- [end:store]

// --8<-- [start:acknowledge]
/** Returns a general acknowledgment of the message with this MSH. */
function acknowledge(header: string[], code: string, text = ""): Buffer {
  const digits = new Date().toISOString().replace(/[^0-9]/g, ""); // to the millisecond, in UTC
  const event = header[9].split("^").slice(1, 2);
  const msh = ["MSH", "^~\\&", header[5], header[6], header[3], header[4], digits.slice(0, 14), ""];
  msh.push(["ACK", ...event, "ACK"].join("^"), digits, header[11], header[12]);
  const msa = ["MSA", code, header[10], text.replace(/[|^~\\&\r]/g, " ")];
  const lines = [msh.join("|"), msa.join("|").replace(/\|$/, "")];
  return Buffer.from(lines.map((line) => `${line}\r`).join(""), "latin1");
}
// --8<-- [end:acknowledge]

const [word, host, port, path, ...more] = process.argv.slice(2);
if (word === "send") {
  process.exitCode = await send(host, Number(port), path, more.length > 0 ? Number(more[0]) : 30);
} else {
  receive(host, Number(port), path, more.length > 0 ? more : ["ORU", "MDM", "DFT"]);
}
