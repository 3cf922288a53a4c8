-- What wrk sends, given as arguments: a method and a body; and what it found, as one line of JSON.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  unsuccessful = 0
  wrk.method = arguments[1]
  if arguments[2] then
    wrk.body = arguments[2]
    wrk.headers["Content-Type"] = "application/json"
  end
end

function response(status)
  if status < 200 or status > 299 then
    unsuccessful = unsuccessful + 1
  end
end

function done(summary, latency, requests)
  local e = summary.errors  -- its status counts from 400 on
  local errors = e.connect + e.read + e.write + e.timeout
  for _, thread in ipairs(threads) do
    errors = errors + thread:get("unsuccessful")
  end
  io.write(string.format(
    '{"requests": %d, "seconds": %.6f, "errors": %d, "p50": %.3f, "p90": %.3f, "p99": %.3f}\n',
    summary.requests, summary.duration / 1e6, errors,
    latency:percentile(50) / 1e3, latency:percentile(90) / 1e3, latency:percentile(99) / 1e3))
end
