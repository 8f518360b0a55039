import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { ModelError } from "../nn/error.ts";

/** What proves, in every later checkpoint, that a frozen selection is the one that was frozen. */
export interface FreezeCertificate {
  readonly step: number;
  readonly layer: string;
  readonly router: string;
  readonly numExperts: number;
  readonly vocabSize: number;
  /** SHA-256 of the table's canonical bytes, little-endian int32 [V]. */
  readonly tableHash: string;
}

/** SHA-256 of a table as little-endian int32, in hexadecimal. */
export function tableHash(table: Int32Array): string {
  const bytes = new DataView(new ArrayBuffer(table.length * 4));
  table.forEach((expert, id) => bytes.setInt32(id * 4, expert, true));
  return bytesToHex(sha256(new Uint8Array(bytes.buffer)));
}

/** Throws when a table is not the one that the certificate was issued for. */
export function assertCertified(certificate: FreezeCertificate, table: Int32Array): void {
  const found = tableHash(table);
  if (found === certificate.tableHash) return;
  throw new ModelError(
    "certificate",
    `${certificate.layer}: the routing table's hash is ${found}, ` +
      `the freeze certificate of step ${certificate.step} says ${certificate.tableHash}; the checkpoint was changed`,
  );
}
