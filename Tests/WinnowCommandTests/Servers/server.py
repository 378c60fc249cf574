"""A server that speaks OpenAI's API and misbehaves as it is told; the tests start it.

Arguments: the script of faults, a list such as 429,500,break,garbage,hang,ok; each request takes the next word and the
last one stays. An answer is a function of the request alone: sample i of prompt p is word number (p + seed + i) of a few;
with the word critic, what the last message of a chat says of the answer before decides: word 0 for a first prompt, and then
the number of the first mark that it has.
The port is the first line of output; every request is a line after it, as JSON. Ends by itself after a minute.
"""

import json
import os
import sys
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

script = sys.argv[1].split(",")
words = json.loads(sys.argv[2]) if len(sys.argv) > 2 else ["1", "2", "2", "3"]
marks = ["the answer is wrong", "once more", "is not given"]
lock = threading.Lock()
count = 0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        global count
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with lock:
            fault = script[min(count, len(script) - 1)]
            count += 1
            print(json.dumps({"fault": fault, "path": self.path, "key": self.headers["Authorization"], "body": body}),
                  flush=True)
        if fault == "hang":
            time.sleep(3)
            return self.close()
        if fault == "break":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'{"choices": [{"text": "4')
            return self.close()
        if fault == "garbage":
            return self.reply(200, b"<html>busy</html>")
        if fault == "bomb":
            # A third of a megabyte that unpacks to 300.
            packer = zlib.compressobj(9, zlib.DEFLATED, 31)
            data = b"".join(packer.compress(bytes(1 << 20)) for _ in range(300)) + packer.flush()
            return self.reply(200, data, {"Content-Encoding": "gzip"})
        if fault == "endless":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(300):
                    self.wfile.write(b"x" * (1 << 20))
            except OSError:
                pass
            return self.close()
        if fault == "stubborn" and "3 + 1" in json.dumps(body):
            return self.reply(500, b'{"error": {"message": "this one breaks me"}}')
        if fault == "one-each" and body.get("n", 1) > 1:
            return self.reply(400, b'{"error": {"message": "n is 1 here"}}')
        if fault == "error-in-200":
            return self.reply(200, b'{"error": {"message": "the quota of today is used up", "code": 429}}')
        if fault == "later":
            return self.reply(429, b"", {"Retry-After": "1e30"})
        if fault == "odd":
            answer = self.answer(body)
            for choice in answer["choices"]:
                choice["logprobs"] = {"token_logprobs": [-1, 3]}
            answer["usage"] = {"prompt_tokens": 2**63 - 1, "completion_tokens": -(2**63)}
            return self.reply(200, json.dumps(answer).encode())
        if fault == "split":
            key = self.headers["Authorization"].removeprefix("Bearer ")
            split = "".join(f"{letter}\u0301" for letter in key) + " " + "".join(f"%{ord(letter):02x}" for letter in key)
            return self.reply(401, json.dumps({"error": {"message": "\x1b[2J\u202e bad key " + split}}).encode())
        if fault.isdigit():
            message = f"no, says the server to {self.headers['Authorization']}"
            return self.reply(int(fault), json.dumps({"error": {"message": message}}).encode())
        self.reply(200, json.dumps(self.answer(body)).encode())

    def answer(self, body):
        chat = self.path.endswith("/chat/completions")
        prompt = json.dumps(body["messages"]) if chat else body["prompt"]
        n = 1 if script[-1] == "single" else body.get("n", 1)
        choices = []
        for index in range(n):
            text = words[(zlib.crc32(prompt.encode()) + body["seed"] + index) % len(words)]
            if script[-1] == "critic":
                last = body["messages"][-1]["content"]
                text = words[next((place for place, mark in enumerate(marks, 1) if mark in last), 0)]
            choice = {"index": index, "finish_reason": "stop"}
            choice |= {"message": {"role": "assistant", "content": text}} if chat else {"text": text}
            if body.get("logprobs"):
                logs = [-0.5] * (len(text.split()) + 1)
                choice["logprobs"] = {"content": [{"token": "t", "logprob": p} for p in logs]} if chat else {
                    "tokens": ["t"] * len(logs), "token_logprobs": logs}
            choices.append(choice)
        return {"choices": choices, "usage": {"prompt_tokens": 10, "completion_tokens": 3 * n}}

    def reply(self, status, data, headers={}):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status == 429 and not headers:
            self.send_header("Retry-After", "1")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def close(self):
        self.close_connection = True
        self.connection.close()

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Timer(60, lambda: os._exit(0)).start()
print(server.server_port, flush=True)
server.serve_forever()
