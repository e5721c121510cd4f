// A stand-in for @azure/storage-blob, see README.md.
import { constants, copyFileSync } from "node:fs";
import { join } from "node:path";

export class ContainerClient {
  constructor(connection, container) {
    this.folder = join(process.env.FAKE_AZURE, "blobs", container);
  }

  getBlockBlobClient(name) {
    return {
      uploadFile: async (file, { conditions = {} } = {}) => {
        const mode = conditions.ifNoneMatch === "*" ? constants.COPYFILE_EXCL : 0;
        copyFileSync(file, join(this.folder, name), mode);
      },
    };
  }
}
