// A stand-in for @azure/service-bus, see README.md.
import { appendFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.env.FAKE_AZURE;

export class ServiceBusClient {
  createSender() {
    return {
      async sendMessages({ body }) {
        const sent = join(folder, "sent");
        mkdirSync(sent, { recursive: true });
        writeFileSync(join(sent, `${readdirSync(sent).length}.json`), JSON.stringify(body));
      },
    };
  }

  createReceiver(name, { skipParsingBodyAsJson = false } = {}) {
    return {
      async *getMessageIterator() {
        for (const file of readdirSync(join(folder, "deliver")).sort()) {
          const text = readFileSync(join(folder, "deliver", file), "utf8");
          yield { body: skipParsingBodyAsJson ? Buffer.from(text) : JSON.parse(text) };
        }
      },
      async completeMessage() {
        appendFileSync(join(folder, "log"), `${readdirSync(process.env.FAKE_KEPT).length}\n`);
      },
    };
  }

  async close() {}
}
