/** A small invented file of every format, for tests that break files. */
export const recordSamples: Readonly<Record<string, string>> = {
  atom: `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:a="http://arxiv.org/schemas/atom">
<entry><id>http://arxiv.org/abs/2401.90001v2</id><title>Sparse $\\ell_1$ toys</title><summary>One &amp; two.</summary>
<published>2024-01-15T18:00:01Z</published><author><name>Ada Example</name><a:affiliation>Here</a:affiliation></author>
<category term="cs.LG"/><a:primary_category term="cs.LG"/><a:doi>10.0000/toys.1</a:doi></entry></feed>`,
  oai: `<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2024-02-03T00:00:00Z</responseDate>
<request verb="ListRecords">http://x</request><ListRecords><record><header><identifier>oai:arXiv.org:2401.90001</identifier>
<datestamp>2024-02-03</datestamp><setSpec>cs</setSpec></header><metadata><arXivRaw><id>2401.90001</id>
<version version="v1"><date>Mon, 15 Jan 2024 18:00:01 GMT</date><size>14kb</size><source_type>D</source_type></version>
<title>Sparse toys</title><authors>Ada Example (1), Erd\\H{o}s Sample and the TOY Collaboration ((1) Inst.)</authors>
<categories>cs.LG math.NA</categories><doi>10.0000/toys.1</doi><abstract><![CDATA[One. Two.]]></abstract></arXivRaw></metadata></record>
<record><header status="deleted"><identifier>oai:arXiv.org:2401.90002</identifier></header></record>
<record><header><identifier>oai:arXiv.org:2401.90003</identifier></header><metadata><oai_dc:dc xmlns:oai_dc="x" xmlns:dc="y">
<dc:title>T</dc:title><dc:identifier>http://arxiv.org/abs/2401.90003</dc:identifier></oai_dc:dc></metadata></record>
<resumptionToken cursor="0" completeListSize="3">x%7C1</resumptionToken></ListRecords></OAI-PMH>`,
  abs: `------\n\\\\\narXiv:0704.0001\nFrom: Ada Example <a@b>\nDate: Sat, 31 Mar 2007 05:32:49 GMT   (12kb)
Date (revised v2): Tue, 19 Aug 2008 04:46:47 GMT   (0kb,I)\n\nTitle: Sparse\n  toys\nAuthors: A. Example (Here)
Categories: cs.LG\nDOI: 10.0000/toys.1\n\\\\\n  Abstract.\n\\\\\n`,
  snapshot: `{"id":"2401.90001","submitter":"A","authors":"Ada Example","title":"Sparse\\n  toys","comments":null,"doi":"10.0000/t",
"categories":"cs.LG"}\n{"id":"2401.90002","title":"T","categories":"cs.LG","versions":[{"version":"v1","created":"Mon, 15 Jan 2024 18:00:01 GMT"}],"authors_parsed":[["Example","Ada",""]]}\n`,
  "semantic-scholar": `{"offset":0,"next":1,"data":[{"isInfluential":false,"intents":["background"],"citingPaper":{"paperId":"0a","title":"T",
"year":2025,"authors":[{"name":"B. Sample"}],"externalIds":{"ArXiv":"2501.90002","DOI":"10.0000/x"}}}]}`,
  openalex: `{"meta":{"count":1,"next_cursor":null},"results":[{"id":"https://openalex.org/W1","doi":"https://doi.org/10.48550/arxiv.2401.90001",
"title":"T","authorships":[{"author":{"display_name":"A"}}],"referenced_works":["https://openalex.org/W2"],"abstract_inverted_index":{"One.":[0],"Two.":[1]}}]}`,
  crossref: `{"status":"ok","message-type":"work","message":{"DOI":"10.0000/TOYS.1","title":["Toys"],"container-title":["J. Toys"],
"issued":{"date-parts":[[2024,3]]},"reference-count":2,"reference":[{"key":"a","DOI":"10.0000/toys.2","article-title":"More","year":"1999a"},
{"key":"b","unstructured":"B. Sample, arXiv:hep-th/9901001v2"}],"relation":{"has-preprint":[{"id-type":"doi","id":"10.48550/arXiv.2401.90001"}]}}}`,
  rss: `<rss xmlns:dc="x" xmlns:arxiv="y"><channel><title>cs</title><pubDate>Tue, 05 Mar 2024 00:00:00 -0500</pubDate><item><title>T</title>
<description>arXiv:2401.90001v1 Announce Type: new\nAbstract: One.</description><guid>oai:arXiv.org:2401.90001v1</guid>
<category>cs.LG</category><dc:creator>Ada Example (Here, There), Bo Sample</dc:creator></item></channel></rss>`,
  bibtex: `@string{toy = "J. Toys"}\n@article{a, title = {Stable {T}oys for Erd\\H{o}s}, author = {Example, Ada and {TOY}}, journal = toy # {B},
  year = 2020, eprint = "2001.00001"}\n@misc(b, note = {arXiv:hep-th/9901001})\n@comment{c}`,
  bbl: `\\begin{thebibliography}{9}\\bibitem[A(2020)]{a} Ada Example.\n\\newblock {S}table toys.\n\\newblock {\\em J.}, 2020. arXiv:2001.00001
\\bibitem{b} B. Sample, \`\`The toy limit,'' Adv. (1998) [hep-th/9711200].\\end{thebibliography}
\\entry{k}{article}{}\\field{title}{Toys}\\field{year}{2020}\\verb{doi}\n\\verb 10.1000/a_b\n\\endverb\\endentry`,
  csv: `citing,cited\n2001.00001,hep-th/9901001\n"2001.00002","0704.0001",1\n`,
  json: `{"2001.00001": ["hep-th/9901001", "0704.0001"]}`,
};
