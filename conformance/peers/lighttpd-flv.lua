-- The rules of lighttpd's mod_flv_streaming, which was removed in 1.4.64, for its mod_magnet:
-- ?start=N&end=M, both whole and decimal, anything else as if it were not there. Without a part to send the
-- file itself is served, Range and all. A part of nothing is an empty 200, as the module had it.
local request = lighty.r
local path = request.req_attr["physical.path"] or ""
if not path:find("%.flv$") then return 0 end

local function number(name)
  local query = "&" .. (request.req_attr["uri.query"] or "") .. "&"
  local value = query:match("&" .. name .. "=([^&]*)&")
  return value and value:match("^%-?%d+$") and tonumber(value) or -1
end

local first, last = math.max(number("start"), 0), number("end")
if first == 0 and last <= 0 then return 0 end
local stat = lighty.c.stat(path)
if not stat then return 0 end

local length = stat.st_size - first
if last > first then length = math.min(length, last - first + 1) end
if length <= 0 then return 200 end

request.resp_header["Content-Type"] = "video/x-flv"
request.resp_body:set({
  -- "FLV", version 1, flags 1 (video), header length 9; then a PreviousTagSize0 of 9
  "FLV\1\1\0\0\0\9\0\0\0\9",
  { filename = path, offset = first, length = length },
})
return 200
