import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPublic, publicAddress } from "./public-address.ts";

const names: Readonly<Record<string, readonly string[]>> = {
  "feeds.example.org": ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
  "rebound.example.org": ["93.184.215.14", "127.0.0.1"],
  "metadata.example.org": ["169.254.169.254"],
  "six.example.org": ["::1"],
};
const resolve = async (name: string): Promise<readonly string[]> => {
  const found = names[name];
  if (found === undefined) throw new Error("ENOTFOUND");
  return found;
};
const check = async (text: string): Promise<string> => {
  const result = await publicAddress(text, resolve);
  return result.ok ? result.value.addresses.join(" ") : result.error;
};

describe("an address that a reader gives", () => {
  test.each([
    ["https://feeds.example.org/new.xml", "93.184.215.14 2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
    ["https://93.184.215.14/", "93.184.215.14"],
    ["http://127.0.0.1/", "inside"],
    ["http://127.1/", "inside"],
    ["http://2130706433/", "inside"],
    ["http://0x7f.0.0.1/", "inside"],
    ["http://0177.0.0.1/", "inside"],
    ["http://①②⑦.⓪.⓪.①/", "inside"],
    ["http://0/", "inside"],
    ["http://[::1]/", "inside"],
    ["http://[::ffff:127.0.0.1]/", "inside"],
    ["http://[::ffff:a9fe:a9fe]/", "inside"],
    ["http://[64:ff9b::7f00:1]/", "inside"],
    ["http://[2002:7f00:1::]/", "inside"],
    ["http://[fe80::1]/", "inside"],
    ["http://[fd12:3456::1]/", "inside"],
    ["http://169.254.169.254/latest/meta-data/", "inside"],
    ["http://10.0.0.8/", "inside"],
    ["http://172.31.255.255/", "inside"],
    ["http://192.168.1.1/", "inside"],
    ["http://100.64.0.1/", "inside"],
    ["http://localhost:8410/api/runs", "inside"],
    ["http://localhost./", "inside"],
    ["http://router/", "inside"],
    ["https://rebound.example.org/", "inside"],
    ["https://metadata.example.org/", "inside"],
    ["https://six.example.org/", "inside"],
    ["https://nowhere.example.org/", "unknown"],
    ["https://user:password@feeds.example.org/", "malformed"],
    ["file:///etc/passwd", "malformed"],
    ["gopher://feeds.example.org/", "malformed"],
    ["javascript:alert(1)", "malformed"],
    ["feeds.example.org", "malformed"],
    ["", "malformed"],
  ])("%s: %s", async (text, outcome) => {
    expect(await check(text)).toBe(outcome);
  });

  test("no address of a private block is ever public, however it is written", async () => {
    const part = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), part, part, part),
      fc.tuple(fc.constant(127), part, part, part),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), part, part),
      fc.tuple(fc.constant(192), fc.constant(168), part, part),
      fc.tuple(fc.constant(169), fc.constant(254), part, part),
    );
    await fc.assert(
      fc.asyncProperty(inside, fc.constantFrom("dotted", "number", "mapped"), async ([a, b, c, d], form) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const host = { dotted: `${a}.${b}.${c}.${d}`, number: String(number), mapped: `[::ffff:${a}.${b}.${c}.${d}]` }[
          form
        ];
        expect(await check(`http://${host}/`)).toBe("inside");
      }),
    );
  });

  test("text that is no address is not public", () => {
    fc.assert(fc.property(fc.string(), (text) => !isPublic(`${text}!`)));
  });
});
