import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { capturedIo } from "../../test/captured-io.ts";
import { main } from "./main.ts";

const root = mkdtempSync(join(tmpdir(), "lens-people-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function run(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const captured = capturedIo(root);
  const code = await main(["people", ...words], captured.io);
  return { code, out: captured.stdout(), err: captured.stderr() };
}

describe("people", () => {
  test("from an empty instance to people with roles, all at the terminal while a server runs", async () => {
    const captured = capturedIo(root);
    const served = main(["serve", "--offline", "--json", "--port", "0", "--accounts"], captured.io);
    const setup = JSON.parse(await captured.line((line) => line.includes('"setup"'))) as { address: string };
    expect(setup.address).toMatch(/^http:\/\/localhost:\d+\/setup\/[\w-]{43}$/u);
    expect(captured.stderr()).toContain(setup.address);

    const { origin } = new URL(setup.address);
    const password = "night heron over the weir";
    const post = (address: string, name: string): Promise<Response> =>
      fetch(address, {
        method: "POST",
        redirect: "manual",
        headers: { origin },
        body: new URLSearchParams({ name, displayName: "", email: "", password, repeated: password }),
      });
    const signedIn = await post(setup.address, "ada");
    expect([signedIn.status, signedIn.headers.get("set-cookie")]).toEqual([303, expect.stringContaining("HttpOnly")]);

    const invited = await run("invite", "--role", "moderator", "--note", "Bob", "--public-url", origin, "--json");
    const { link } = JSON.parse(invited.out) as { link: string };
    expect((await post(link, "bob")).status).toBe(303);
    expect((await post(link, "eve")).status).toBe(404);

    expect((await run("role", "bob", "reader")).out).toBe("bob\treader\tactive\n");
    expect((await run("disable", "BOB")).out).toBe("bob\treader\tdisabled\n".replace("bob", "BOB"));
    expect((await run("enable", "bob")).code).toBe(0);
    const refused = await run("role", "ada", "reader");
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("last admin")]);
    const listed = JSON.parse((await run("list", "--json")).out) as {
      people: readonly { name: string; role: string }[];
    };
    expect(listed.people.map(({ name, role }) => [name, role])).toEqual([
      ["ada", "admin"],
      ["bob", "reader"],
    ]);
    expect((await run("reset", "bob", "--public-url", "https://lens.example.org")).out).toMatch(
      /^https:\/\/lens\.example\.org\/reset\/[\w-]{43}\n$/u,
    );
    captured.stop();
    expect(await served).toBe(0);
  });

  test.each([
    [["promote", "ada"], 2, "usage"],
    [["role", "ada"], 2, "usage"],
    [["role", "ada", "emperor"], 2, "emperor"],
    [["invite", "--public-url", "nonsense"], 2, "--public-url"],
    [["disable", "nobody"], 1, "nobody"],
  ] as const)("%j ends with code %i and says why", async (words, code, said) => {
    const outcome = await run(...words);
    expect([outcome.code, outcome.err]).toEqual([code, expect.stringContaining(said)]);
  });
});
