/** A network for other programs: GraphML (Gephi, yEd, NetworkX) and GEXF 1.3 (Gephi). */

/** What is known of a node besides its place in the graph. */
export interface NodeLabel {
  readonly title: string;
  readonly year: number | null;
}

/** Works and the citations among them. */
export interface WrittenNetwork {
  /** `role` only where the network is one around a work. */
  readonly nodes: readonly { readonly key: string; readonly citedBy: number; readonly role?: string }[];
  /** Pairs of positions in `nodes`, citing first. */
  readonly edges: readonly (readonly [number, number])[];
}

export type GraphWriter = (network: WrittenNetwork, label: (key: string) => NodeLabel) => string;

/** Characters that XML cannot hold at all are left out. */
const xml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const graphml: GraphWriter = ({ nodes, edges }, label) => {
  const data = (key: string, value: string): string => `<data key="${key}">${xml(value)}</data>`;
  const nodeLines = nodes.map(({ key, role, citedBy }) => {
    const { title, year } = label(key);
    const facts = data("title", title) + (year === null ? "" : data("year", String(year)));
    return `    <node id="${xml(key)}">${facts}${role === undefined ? "" : data("role", role)}${data("citedBy", String(citedBy))}</node>`;
  });
  const edgeLines = edges.map(
    ([from, to], at) =>
      `    <edge id="e${at}" source="${xml(nodes[from]?.key ?? "")}" target="${xml(nodes[to]?.key ?? "")}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    '  <key id="title" for="node" attr.name="title" attr.type="string"/>',
    '  <key id="year" for="node" attr.name="year" attr.type="int"/>',
    '  <key id="role" for="node" attr.name="role" attr.type="string"/>',
    '  <key id="citedBy" for="node" attr.name="citedBy" attr.type="int"/>',
    '  <graph edgedefault="directed">',
    ...nodeLines,
    ...edgeLines,
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
};

const gexf: GraphWriter = ({ nodes, edges }, label) => {
  const nodeLines = nodes.map(({ key, role, citedBy }) => {
    const { title, year } = label(key);
    const values = [`<attvalue for="1" value="${citedBy}"/>`];
    if (role !== undefined) values.unshift(`<attvalue for="0" value="${xml(role)}"/>`);
    if (year !== null) values.push(`<attvalue for="2" value="${year}"/>`);
    return `      <node id="${xml(key)}" label="${xml(title)}"><attvalues>${values.join("")}</attvalues></node>`;
  });
  const edgeLines = edges.map(
    ([from, to], at) =>
      `      <edge id="${at}" source="${xml(nodes[from]?.key ?? "")}" target="${xml(nodes[to]?.key ?? "")}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    '  <graph defaultedgetype="directed">',
    '    <attributes class="node">',
    '      <attribute id="0" title="role" type="string"/>',
    '      <attribute id="1" title="citedBy" type="integer"/>',
    '      <attribute id="2" title="year" type="integer"/>',
    "    </attributes>",
    "    <nodes>",
    ...nodeLines,
    "    </nodes>",
    "    <edges>",
    ...edgeLines,
    "    </edges>",
    "  </graph>",
    "</gexf>",
    "",
  ].join("\n");
};

export type GraphFormatName = "graphml" | "gexf";

/** Every format, by the name that the command and the API take. */
export const graphFormats: Readonly<
  Record<GraphFormatName, { readonly mediaType: string; readonly write: GraphWriter }>
> = {
  graphml: { mediaType: "application/graphml+xml; charset=utf-8", write: graphml },
  gexf: { mediaType: "application/gexf+xml; charset=utf-8", write: gexf },
};
