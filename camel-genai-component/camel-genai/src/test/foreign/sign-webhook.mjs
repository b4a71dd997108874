// Signs a webhook with the library of the specification, and prints its headers.
import { Webhook } from "standardwebhooks";

const { SECRET, BODY } = process.env;
const id = "msg_node";
const now = new Date();
console.log(JSON.stringify({
  "webhook-id": id,
  "webhook-timestamp": String(Math.floor(now / 1000)),
  "webhook-signature": new Webhook(SECRET).sign(id, now, BODY),
}));
