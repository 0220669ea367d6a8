// What r2-opds-js, by which Thorium Reader reads OPDS catalogs, makes of one:
//
//     node tests/epub/opds.js NODE_MODULES opds.xml
//
// Prints it as OPDS 2.0, in JSON.
const fs = require("fs");
const path = require("path");
const load = name => require(path.resolve(process.argv[2], name));
const converters = "dist/es8-es2017/src";
load(`r2-opds-js/${converters}/opds/init-globals`).initGlobalConverters_OPDS();
load(`r2-shared-js/${converters}/init-globals`).initGlobalConverters_GENERIC();
const { XML } = load(`r2-utils-js/${converters}/_utils/xml-js-mapper`);
const { OPDS } = load(`r2-opds-js/${converters}/opds/opds1/opds`);
const { convertOpds1ToOpds2 } = load(`r2-opds-js/${converters}/opds/converter`);
const { TaJsonSerialize } = load(`r2-lcp-js/${converters}/serializable`);
const { DOMParser } = load("@xmldom/xmldom");

const xml = fs.readFileSync(process.argv[3], "utf8");
const feed = new DOMParser().parseFromString(xml, "application/xml");
const read = convertOpds1ToOpds2(XML.deserialize(feed, OPDS));
console.log(JSON.stringify(TaJsonSerialize(read), null, 1));
