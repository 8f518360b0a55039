import type { Parameter } from "@stablemoe/tensor";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { ModelError } from "../nn/error.ts";

/** What proves, in every later checkpoint, that a frozen selection is the one that was frozen. */
export interface FreezeCertificate {
  readonly step: number;
  readonly layer: string;
  readonly router: string;
  readonly numExperts: number;
  /** SHA-256 of the table's canonical bytes, little-endian int32 [V]; null where the selection is no table. */
  readonly tableHash: string | null;
  /** SHA-256 of the distilled router's parameters in order of their names, little-endian float32. */
  readonly studentHash: string;
  /** Agreement of student and teacher on the probe at the freeze. */
  readonly studentAgreement: number | null;
}

/** What of a router is frozen. */
export interface FrozenSelection {
  readonly table: Int32Array | null;
  readonly student: readonly Pick<Parameter, "name" | "data">[];
}

/** SHA-256 of a table as little-endian int32, in hexadecimal. */
export function tableHash(table: Int32Array): string {
  const bytes = new DataView(new ArrayBuffer(table.length * 4));
  table.forEach((expert, id) => bytes.setInt32(id * 4, expert, true));
  return bytesToHex(sha256(new Uint8Array(bytes.buffer)));
}

/** SHA-256 of parameters in order of their names, as little-endian float32. */
export function parameterHash(parameters: FrozenSelection["student"]): string {
  const hash = sha256.create();
  for (const { data } of parameters.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const bytes = new DataView(new ArrayBuffer(data.length * 4));
    data.forEach((value: number, i: number) => bytes.setFloat32(i * 4, value, true));
    hash.update(new Uint8Array(bytes.buffer));
  }
  return bytesToHex(hash.digest());
}

/** Throws when a frozen selection is not the one that the certificate was issued for. */
export function assertCertified(certificate: FreezeCertificate, { table, student }: FrozenSelection): void {
  const { layer, step } = certificate;
  const found = { table: table === null ? null : tableHash(table), student: parameterHash(student) };
  const problem = (what: string, hash: string | null, wanted: string | null): ModelError =>
    new ModelError(
      "certificate",
      `${layer}: the hash of the ${what} is ${hash ?? "missing"}, the freeze certificate of step ${step} says ` +
        `${wanted ?? "none"}; the checkpoint was changed after the freeze`,
    );
  if (found.table !== certificate.tableHash) throw problem("routing table", found.table, certificate.tableHash);
  if (found.student !== certificate.studentHash)
    throw problem("distilled router", found.student, certificate.studentHash);
}
