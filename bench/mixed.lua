-- Asks for the addresses given after `--`, each in turn, with the headers that wrk was given by -H.
-- The requests are written once, so that the load spends its core on sending.

local requests = {}
local last = 0

function init(addresses)
  for _, address in ipairs(addresses) do
    requests[#requests + 1] = wrk.format("GET", address)
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end
