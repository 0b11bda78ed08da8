// Drives a Vultr with Vultr's own SDK (@vultr/vultr-node): PORT KEY. Prints how many calls it made.
const assert = require("assert");
const { initialize } = require("@vultr/vultr-node");

const [port, apiKey] = process.argv.slice(2);
const { account, instances, operatingSystems, plans, regions } = initialize({ apiKey, baseUrl: `http://127.0.0.1:${port}/v2` });
let calls = 0;

async function did(answer) {
  calls += 1;
  const said = await answer;
  // The library gives errors back instead of throwing them.
  if (said instanceof Error) throw said;
  return said;
}

async function refuses(words, answer) {
  calls += 1;
  const said = await answer;
  assert(said instanceof Error && said.message.includes(words), String(said));
}

async function settled(id, wanted) {
  for (let look = 0; look < 100; look += 1) {
    const { instance } = await instances.getInstance({ "instance-id": id });
    if (Object.entries(wanted).every(([name, value]) => instance[name] === value)) return instance;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never ${JSON.stringify(wanted)}`);
}

const order = (plan) => ({
  plan, region: "fra", os_id: "2136", label: "sdk-7", hostname: "sdk.example.com",
  tags: ["hostler-service-7"], sshkey_id: ["9d1c-7"], enable_ipv6: true,
  user_data: Buffer.from("#cloud-config\n{}").toString("base64"),
});

async function main() {
  const { instance } = await did(instances.createInstance(order("vc2-1c-1gb")));
  const id = instance.id;
  assert(instance.default_password.length > 10);
  await refuses("Bad Request: Invalid plan", instances.createInstance(order("none")));
  const ready = await settled(id, { status: "active", server_status: "ok" });
  assert(ready.main_ip.startsWith("192.0.2.") && ready.kvm.startsWith("https://"));
  const found = await did(instances.listInstances({ label: "sdk-7", per_page: "100" }));
  assert.deepEqual(found.instances.map((each) => each.id), [id]);
  assert.equal(found.meta.total, 1);
  assert.equal((await did(instances.listInstances({ per_page: "100" }))).instances.length, 1);
  const one = { "instance-id": id };
  const tagged = await did(instances.updateInstance({ ...one, tags: ["hostler-call-1"] }));
  assert.deepEqual(tagged.instance.tags, ["hostler-call-1"]);
  await did(instances.updateInstance({ ...one, user_data: "e30=" }));
  await did(instances.rebootInstance(one));
  await settled(id, { power_status: "running" });
  await did(instances.haltInstance(one));
  await settled(id, { power_status: "stopped" });
  await did(instances.startInstance(one));
  await settled(id, { power_status: "running" });
  await did(instances.reinstallInstance(one));
  await settled(id, { server_status: "ok" });
  await did(instances.reinstallInstance({ ...one, hostname: "other.example.com" }));
  await settled(id, { server_status: "ok" });
  await did(instances.updateInstance({ ...one, os_id: "2284" }));
  await settled(id, { server_status: "ok", os_id: 2284 });
  await did(instances.updateInstance({ ...one, plan: "vc2-2c-4gb" }));
  await settled(id, { status: "active", plan: "vc2-2c-4gb" });
  await refuses("smaller", instances.updateInstance({ ...one, plan: "vc2-1c-1gb" }));
  const used = await did(instances.getInstanceBandwidth({ ...one, date_range: 31 }));
  assert.equal(used.bandwidth["2026-01-01"].outgoing_bytes, 7340032);
  assert.equal((await did(account.getAccountInfo())).account.email, "us@example.com");
  await refuses("Invalid instance", instances.getInstance({ "instance-id": "0000" }));
  const v4 = async () => (await did(instances.listInstanceIpv4Information(one))).ipv4s[0];
  const { ip } = await v4();
  await did(instances.createInstanceReverseIpv4({ ...one, ip, reverse: "host.example.com" }));
  assert.equal((await v4()).reverse, "host.example.com");
  await did(instances.setDefaultReverseDnsEntry({ ...one, ip }));
  assert.equal((await v4()).reverse, "192.0.2.1.vultrusercontent.com");
  await refuses("Invalid IP", instances.createInstanceReverseIpv4({ ...one, ip: "203.0.113.77", reverse: "a.example.com" }));
  await did(instances.createInstanceReverseIpv6({ ...one, ip: "2001:db8::7", reverse: "host.example.com" }));
  const v6 = await did(instances.listInstanceIpv6ReverseInformation(one));
  assert.deepEqual(v6.reverse_ipv6s, [{ ip: "2001:db8::7", reverse: "host.example.com" }]);
  await did(instances.deleteInstance(one));
  assert.equal((await did(instances.listInstances())).instances.length, 0);
  const sizes = (await did(plans.listPlans({ per_page: "500" }))).plans;
  assert.deepEqual(sizes.map((each) => [each.id, each.monthly_cost]), [["vc2-1c-1gb", 5], ["vc2-2c-4gb", 22.5]]);
  const first = await did(operatingSystems.listImages({ per_page: "500" }));
  const cursor = first.meta.links.next;
  const second = await did(operatingSystems.listImages({ per_page: "500", cursor }));
  assert.deepEqual([first, second].map((each) => each.os[0].id), [2136, 2284]);
  assert.equal((await did(regions.listRegions({ per_page: "500" }))).regions[0].city, "Frankfurt");
  console.log(calls, "calls");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
