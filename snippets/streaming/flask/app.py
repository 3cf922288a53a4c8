from flask import Flask, Response, json, request

app = Flask(__name__)


@app.get("/lines/<int:last>")
def stream_lines(last):
    def lines():
        for number in range(1, last + 1):
            yield json.dumps({"number": number}) + "\n"

    return Response(lines(), mimetype="application/jsonl")


@app.get("/events/<int:last>")
def stream_events(last):
    seen = request.headers.get("Last-Event-ID", 0, type=int)

    def events():
        for number in range(seen + 1, last + 1):
            data = json.dumps({"number": number})
            yield f"event: count\ndata: {data}\nid: {number}\n\n"

    return Response(events(), mimetype="text/event-stream")
